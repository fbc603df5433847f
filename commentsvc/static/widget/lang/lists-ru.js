export default {
  latest_label: "Последние комментарии",
  latest_empty: "Комментариев пока нет. Здесь появятся первые из них.",
  discussed_label: "Самые обсуждаемые статьи",
  discussed_empty: "Сейчас ничего не обсуждают.",
};
