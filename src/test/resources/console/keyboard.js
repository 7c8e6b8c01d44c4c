// Follows the focus while somebody presses the tabulator: begin(), then keys, then what is wrong is in faults().
window.keyboard = (() => {
  const CONTROLS = 'a[href], button, input, select, textarea, summary, [tabindex]';
  const REGIONS = '.bar, nav, .head, .card, .letters, dialog, main, .toasts, body';
  let scope;
  let expected = [];
  let record = [];

  const tag = (one) => (one.ids ||= Math.random());
  // A long list draws its rows in few elements, over and over: one of them is another stop in another row.
  const row = (one) => Number(one.closest('[aria-rowindex]')?.getAttribute('aria-rowindex') || 0);
  const key = (one) => tag(one) + ' ' + row(one);
  const name = (one) => one.tagName.toLowerCase() + ' "' + (one.getAttribute('aria-label') || one.innerText || one.id || one.placeholder || '').slice(0, 60) + '"'
    + (row(one) ? ' in row ' + row(one) : '');
  // What is drawn for a control that is not seen itself.
  const drawn = (one) => (one.matches('.unseen') ? document.querySelector(`label[for="${one.id}"]`) : one);
  const mark = (one) => {
    const {outlineStyle, outlineWidth, outlineColor, boxShadow} = getComputedStyle(drawn(one));
    return [outlineStyle, outlineWidth, outlineColor, boxShadow].join(' ');
  };

  /** Whether at least two sides of the mark are inside of all that cuts off what is outside of it. */
  function isSeen(one) {
    const at = drawn(one);
    const of = getComputedStyle(at);
    const by = parseFloat(of.outlineOffset) + parseFloat(of.outlineWidth);
    const box = at.getBoundingClientRect();
    for (let around = at.parentElement; around && around !== document.body; around = around.parentElement) {
      if (getComputedStyle(around).overflow !== 'visible') {
        const cut = around.getBoundingClientRect();
        const sides = [box.left - by >= cut.left - 1, box.right + by <= cut.right + 1, box.top - by >= cut.top - 1, box.bottom + by <= cut.bottom + 1];
        if (sides.filter(Boolean).length < 2) {
          return false;
        }
      }
    }
    return true;
  }

  /** Where a box is in the part of the page that it belongs to, wherever that is scrolled to. */
  function place(one) {
    const region = one.parentElement.closest(REGIONS);
    const [of, box] = [region.getBoundingClientRect(), drawn(one).getBoundingClientRect()];
    return {region, left: box.left - of.left + region.scrollLeft, top: box.top - of.top + region.scrollTop, bottom: box.bottom - of.top + region.scrollTop};
  }

  /** Whether one box is above the other, or on its left in the same line, where both are in one part of the page. */
  const isBefore = (one, other) => one.region === other.region
    && (one.bottom <= other.top || (one.top < other.bottom && one.bottom > other.top && one.left < other.left));

  /** Whether the way from one stop to the next leads on. */
  function leadsOn(stop, next) {
    if (stop.row !== next.row && stop.row && next.row) {
      return next.row > stop.row;
    }
    const sameField = stop.field && stop.field.one === next.field?.one;
    const back = sameField ? isBefore(next.place, stop.place) : isBefore((next.field || next).place, (stop.field || stop).place);
    return !back && stop.one.compareDocumentPosition(next.one) & Node.DOCUMENT_POSITION_FOLLOWING;
  }

  function controls() {
    const radios = new Set();
    return [...scope.querySelectorAll(CONTROLS)].filter((one) => one.tabIndex >= 0 && !one.disabled && one.checkVisibility({visibilityProperty: true})).filter((one) => {
      if (one.type !== 'radio') {
        return true;
      }
      // One stop a group: the one that is chosen.
      const group = [...scope.querySelectorAll('input[type=radio]')].filter((other) => other.name === one.name);
      const stop = group.find((other) => other.checked) || group[0];
      return one === stop && !radios.has(one.name) && radios.add(one.name);
    });
  }

  function follow({target}) {
    if (record.length && record[record.length - 1].key === key(target)) {
      // The window had lost the focus, and has it again at the same place.
      return;
    }
    if (!scope.contains(target)) {
      record.push({one: target, key: key(target), outside: true});
    } else {
      const field = target.closest('.field');
      record.push({
        one: target, key: key(target), row: row(target), name: name(target), mark: mark(target), seen: isSeen(target), place: place(target),
        field: field && {one: field, place: place(field)},
      });
    }
  }

  return {
    /** From the top of the page; or from where the focus is in the dialog that is open. */
    begin() {
      scope = [...document.querySelectorAll('dialog[open]')].pop() || document;
      record = [];
      removeEventListener('focusin', follow);
      if (scope === document) {
        document.body.tabIndex = -1;
        document.body.focus();
        document.body.removeAttribute('tabindex');
        scrollTo(0, 0);
      }
      expected = controls().map((one) => ({key: key(one), name: name(one)}));
      addEventListener('focusin', follow);
    },

    /** Whether the focus has come round. */
    isRound: () => record.length > 1 && record.slice(1).some((stop) => stop.key === record[0].key),

    /** How many stops a round has. */
    stops: () => record.slice(1).findIndex((stop) => stop.key === record[0].key) + 1,

    /** Rows of long lists that had the focus. */
    rows: () => new Set(record.map((stop) => stop.row).filter(Boolean)).size,

    /** What is wrong with the round, in words. */
    faults() {
      removeEventListener('focusin', follow);
      const faults = record.filter((stop) => stop.outside).map((stop) => 'outside: ' + name(stop.one));
      const round = record.slice(0, this.stops()).filter((stop) => !stop.outside);
      const keys = round.map((stop) => stop.key);
      expected.filter((one) => !keys.includes(one.key)).forEach((one) => faults.push('never: ' + one.name));
      round.filter((stop, i) => keys.indexOf(stop.key) !== i).forEach((stop) => faults.push('twice: ' + stop.name));
      round.filter((stop) => stop.one !== document.activeElement && stop.mark === mark(stop.one)).forEach((stop) => faults.push('no mark: ' + stop.name));
      round.filter((stop) => !stop.seen).forEach((stop) => faults.push('mark is cut off: ' + stop.name));
      // A dialog is not entered at its beginning.
      const first = Math.max(0, round.findIndex((stop) => stop.key === expected[0].key));
      const line = [...round.slice(first), ...round.slice(0, first)];
      line.slice(1).filter((next, i) => !leadsOn(line[i], next)).forEach((stop) => faults.push('back to: ' + stop.name));
      return faults;
    },
  };
})();
