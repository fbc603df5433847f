export default {
  count_n: { one: "{n} comment", other: "{n} comments" },
};
