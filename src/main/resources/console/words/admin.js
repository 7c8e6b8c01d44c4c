export default {
  "it": {
  },
  "en": {
  }
};
