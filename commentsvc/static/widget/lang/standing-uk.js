export default {
  standing_ban: "Ви більше не можете писати тут.",
  standing_suspension: "Зараз ви не можете писати тут.",
  standing_until: "Ви не можете писати тут до {until}.",
  standing_warning: "Модератори вам написали",
  standing_held: "Ваші коментарі з’являються після того, як їх прочитає модератор.",
  standing_reason: "Причина:",
  standing_rule: "Правило:",
  standing_words: "Від модераторів:",
  standing_read: "Прочитано",
  standing_done: "Дякуємо. Тепер можна писати.",
};
