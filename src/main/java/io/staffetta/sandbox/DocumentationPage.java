package io.staffetta.sandbox;

import io.staffetta.sandbox.wire.Behaviour;
import io.staffetta.sandbox.wire.CustomerCredentials;
import io.staffetta.sandbox.wire.IssuedTokens;
import io.staffetta.sandbox.wire.ReceivedMessages;
import io.staffetta.sandbox.wire.Wire;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The page at {@code GET /}, made from the wires and the behaviours themselves, so that it cannot differ from them. */
final class DocumentationPage {

    private static final String PAGE = """
            Staffetta provider sandbox: takes messages instead of sending them.

            PROVIDERS (* required)

            %s
            Login: user name %s, password %s, userUUID %s, TIM token %s.

            BY THE RECIPIENT'S LAST THREE DIGITS

            %s  others accepted, and delivered at once. What is said about delivery: at the paths of report-…, above

            BY SCRIPT, before the digits, one step a request, in order; a request is matched once login and fields are right

              PUT /script      replaces the script: a JSON array of steps
              POST /script     adds steps
              GET /script      what is left
              DELETE /script   forgets it

              A step: {"provider": "messagenet", "to": "+393330000001", "behaviour": "busy", "times": 2,
                       "delayMillis": 100, "status": 503, "headers": {"Retry-After": "5"}, "body": "down"}
              Only behaviour is required. provider: a name from above, or tim for all of TIM's; without it, any
              provider that sends messages. status, headers and body replace those of the behaviour.
              Behaviours: accepted, those of the table, and
            %s
            WHAT CAME IN

              GET /received          messages taken, oldest first; ?to=, ?provider=, ?limit= (the last %d)
              GET /received/count    {"taken", "requests", "asked", "byProvider", "twice", "mostAtOnce"}
              DELETE /received       forgets them and the counts

              The last %d messages are kept, the counts go on. asked counts questions about delivery, twice
              counts pairs of recipient and text taken more than once, among the last %d different pairs.

            FURTHER

              PUT /latency               milliseconds that every answer of a provider takes longer; GET shows it
              PUT /password?provider=    the password that this provider asks for from now on, as if it had been changed there
              POST /tim/easyapi/revoke   makes all EasyAPI tokens invalid; one lives %d s otherwise
              Bodies are limited to %d bytes.
            """;

    private DocumentationPage() {}

    static String of(List<Wire> wires, int defaultLimit) {
        CustomerCredentials demo = CustomerCredentials.DEMO;
        return PAGE.formatted(
                wires.stream().map(DocumentationPage::wire).collect(Collectors.joining()),
                demo.username(),
                demo.password(),
                demo.userUuid(),
                demo.token(),
                behaviours(true),
                behaviours(false),
                defaultLimit,
                ReceivedMessages.KEPT,
                ReceivedMessages.RECOGNISED,
                IssuedTokens.LIFE.toSeconds(),
                RequestReader.LIMIT);
    }

    private static String wire(Wire wire) {
        return "  %s: %s %s%n    %s%n    %s%n"
                .formatted(
                        wire.description().provider(),
                        wire.description().method(),
                        String.join(" or ", wire.description().paths()),
                        wire.description().mediaType().isEmpty()
                                ? "any content"
                                : wire.description().mediaType(),
                        wire.description().fields());
    }

    private static String behaviours(boolean byDigits) {
        return Arrays.stream(Behaviour.values())
                .filter(behaviour -> behaviour != Behaviour.ACCEPTED)
                .filter(behaviour -> behaviour.digits().isEmpty() != byDigits)
                .sorted((a, b) -> a.digits().compareTo(b.digits()))
                .map(behaviour -> String.format(
                        Locale.ROOT,
                        "  %-6s  %-24s %s%n",
                        behaviour.digits(),
                        behaviour.label(),
                        behaviour.description()))
                .collect(Collectors.joining());
    }
}
