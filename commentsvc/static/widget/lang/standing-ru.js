export default {
  standing_ban: "Вы больше не можете писать здесь.",
  standing_suspension: "Сейчас вы не можете писать здесь.",
  standing_until: "Вы не можете писать здесь до {until}.",
  standing_warning: "Модераторы вам написали",
  standing_held: "Ваши комментарии появляются после того, как их прочтёт модератор.",
  standing_reason: "Причина:",
  standing_rule: "Правило:",
  standing_words: "От модераторов:",
  standing_read: "Прочитано",
  standing_done: "Спасибо. Теперь можно писать.",
};
