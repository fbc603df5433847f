export default {
  pause_slow: {
    one: "The discussion is slowed down for a while: one comment a second.",
    other: "The discussion is slowed down for a while: one comment every {n} seconds.",
  },
  pause_until: "The discussion is slowed down for a while. You can write again at {time}; your text stays here.",
  pause_over: "You can write again now.",
  pause_named: "For a while only readers with an account can write here. Your text stays in the box.",
  pause_ended: "Everybody can write here again.",
};
