export default {
  standing_ban: "You cannot write here any more.",
  standing_suspension: "You cannot write here at the moment.",
  standing_until: "You cannot write here until {until}.",
  standing_warning: "The moderators have written to you",
  standing_held: "Your comments are read by a moderator before they appear.",
  standing_reason: "Reason:",
  standing_rule: "The rule:",
  standing_words: "From the moderators:",
  standing_read: "I have read this",
  standing_done: "Thank you. You can write now.",
};
