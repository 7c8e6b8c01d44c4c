package io.staffetta.http.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MinifierTest {

    @Test
    void takesCommentsAndIndentationOutOfAScriptAndLeavesItsLines() {
        assertThat(Minifier.script("""
                // What it is for.
                import {a} from './a.js';

                /**
                 * What it does.
                 *
                 * And more.
                 */
                export const b = () => {
                  const url = 'https://example.org/*'; // stays
                  return a(url);
                };
                """)).isEqualTo("""
                import {a} from './a.js';
                export const b = () => {
                const url = 'https://example.org/*'; // stays
                return a(url);
                };
                """);
    }

    @Test
    void takesCommentsAndRoomOutOfAStyleSheet() {
        assertThat(Minifier.style("""
                /* What it is for.
                   Two lines. */
                .a, .b > :is(p, li) {
                  color: light-dark(#fff, #000);
                  margin: 0 auto;
                }
                """)).isEqualTo(".a,.b > :is(p,li){color:light-dark(#fff,#000);margin:0 auto;}");
    }
}
