export default {
  state_ground: "On which ground",
  state_facts: "How it came about",
  state_redress: "What you can do",
  state_until: "You can appeal here until {day}, free of charge. Somebody else than who decided looks at it.",
  state_why: "Why do you think the decision is wrong?",
  state_send: "Send the appeal",
  state_sent: "Your appeal has arrived.",
  state_wrote: "What you wrote",
};
