package io.staffetta.cli.messages;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.staffetta.cli.terminal.JsonLine;
import org.junit.jupiter.api.Test;

class MessagesViewTest {

    private static JsonNode message(String attempts) {
        return JsonLine.read(
                "{\"id\": \"A\", \"state\": \"DEAD\", \"reason\": \"REFUSED\", \"attempts\": [" + attempts + "]}",
                JsonNode.class);
    }

    private static String attempt(String account, String outcome) {
        return "{\"account\": \"" + account + "\"" + (outcome.isEmpty() ? "" : ", \"outcome\": \"" + outcome + "\"")
                + "}";
    }

    @Test
    void showsAPathAtAGlance() {
        assertThat(MessagesView.path(message(""))).isEmpty();
        assertThat(MessagesView.path(
                        message(String.join(",", attempt("tim", "BUSY"), attempt("tim", "BUSY"), attempt("plus", "")))))
                .isEqualTo("tim BUSY x2, plus (open)");
    }

    @Test
    void showsTheEndOfALongPath() {
        assertThat(MessagesView.path(message(String.join(
                        ",",
                        attempt("a", "BUSY"),
                        attempt("b", "BUSY"),
                        attempt("a", "NOT_SENT"),
                        attempt("b", "BUSY"),
                        attempt("a", "BUSY"),
                        attempt("a", "REFUSED")))))
                .isEqualTo("..., a NOT_SENT, b BUSY, a BUSY, a REFUSED");
    }

    @Test
    void saysWhyAMessageIsDeadAndThatNothingWasTried() {
        assertThat(MessagesView.state(message(""))).isEqualTo("DEAD REFUSED");
        assertThat(MessagesView.lines(message(""))).endsWith("No attempt to send it");
    }

    @Test
    void letsNoTextLookLikeAnotherField() {
        assertThat(MessagesView.lines(JsonLine.read("""
                {"reference": "r\\nstate  DELIVERED", "text": "Ciao\\nstate  DELIVERED"}""", JsonNode.class)))
                .startsWith(
                        "reference          r state  DELIVERED",
                        "text               Ciao\n                   state  DELIVERED");
    }

    @Test
    void letsNoDetailSteerTheTerminal() {
        assertThat(String.join("\n", MessagesView.lines(message("""
                {"number": 1, "account": "a", "detail": "x\\u001b[2J", "begunAt": "2026-11-22T10:00:00Z"}""")))).contains("x?[2J", "(open)");
    }
}
