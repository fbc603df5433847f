export default {
  label: "Виправлення в цій статті",
  kind_typo: "Описка",
  kind_correction: "Виправлення",
  kind_clarification: "Уточнення",
  kind_update: "Доповнення",
  kind_editors_note: "Від редакції",
  kind_retraction: "Спростування",
  before: "Було",
  after: "Стало",
  changed: "Це пояснення змінено {day}.",
  withdrawn: "Це пояснення відкликано {day}:",
};
