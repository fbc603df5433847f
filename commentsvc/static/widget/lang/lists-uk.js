export default {
  latest_label: "Останні коментарі",
  latest_empty: "Коментарів ще немає. Тут з’являться перші з них.",
  discussed_label: "Найобговорюваніші статті",
  discussed_empty: "Зараз нічого не обговорюють.",
  untitled: "Стаття (заголовок з’явиться згодом)",
};
