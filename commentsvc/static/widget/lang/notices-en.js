export default {
  label: "Corrections to this article",
  kind_typo: "Typing error",
  kind_correction: "Correction",
  kind_clarification: "Clarification",
  kind_update: "Update",
  kind_editors_note: "Editor’s note",
  kind_retraction: "Retraction",
  before: "It said",
  after: "Now it says",
  changed: "This notice was changed on {day}.",
  withdrawn: "This notice was withdrawn on {day}:",
};
