export default {
  label: "Исправления в этой статье",
  kind_typo: "Опечатка",
  kind_correction: "Исправление",
  kind_clarification: "Уточнение",
  kind_update: "Дополнение",
  kind_editors_note: "От редакции",
  kind_retraction: "Опровержение",
  before: "Было",
  after: "Стало",
  changed: "Это пояснение изменено {day}.",
  withdrawn: "Это пояснение отозвано {day}:",
};
