// What all pages draw with. Values become text nodes and attributes, never HTML.
import {h} from 'preact';
import htm from 'htm';

export const html = htm.bind(h);
export {render} from 'preact';
export {useState, useEffect, useRef, useMemo, useCallback} from 'preact/hooks';
