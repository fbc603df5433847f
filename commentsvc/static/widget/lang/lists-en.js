export default {
  latest_label: "Latest comments",
  latest_empty: "Nobody has written a comment yet. The first ones will stand here.",
  discussed_label: "Most discussed articles",
  discussed_empty: "Nothing is being discussed just now.",
  untitled: "An article (headline to follow)",
};
