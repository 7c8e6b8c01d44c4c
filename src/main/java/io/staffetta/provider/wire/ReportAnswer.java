package io.staffetta.provider.wire;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import io.staffetta.message.PhoneNumbers;
import io.staffetta.provider.DeliveryReport;
import io.staffetta.provider.DeliveryReport.State;
import io.staffetta.provider.Inquiry;
import io.staffetta.provider.ProviderAnswer;
import io.staffetta.provider.ReportRules;
import io.staffetta.provider.ReportUnavailableException;
import io.staffetta.provider.table.AnswerJson;
import io.staffetta.provider.table.AnswerLeaf;
import io.staffetta.provider.table.FailureDescription;
import io.staffetta.provider.table.ProviderWires;
import io.staffetta.provider.table.Refusals;
import io.staffetta.provider.table.ReportTable;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.camel.Body;
import org.apache.camel.Variable;

/**
 * Reads what a provider answers about a message. The descriptor has where in the JSON it says so, and what its words mean;
 * what is not found there is {@code UNREADABLE}, and guessed at by nobody.
 */
public final class ReportAnswer {

    private static final Set<Integer> ASK_LATER = Set.of(401, 402, 403, 407, 408, 425, 429);

    private final ProviderWires wires;
    private final Clock clock;

    /** Reads with the rules of these wires, and takes instants that a provider does not tell from this clock. */
    public ReportAnswer(ProviderWires wires, Clock clock) {
        this.wires = wires;
        this.clock = clock;
    }

    /**
     * What the provider says of the message.
     *
     * @throws ReportUnavailableException if it refuses the login, is busy or failed itself, by its HTTP status
     */
    public DeliveryReport read(@Variable("inquiry") Inquiry inquiry, @Body ProviderAnswer answer) {
        ProviderWires.Wire wire = wires.of(inquiry.account());
        FailureDescription evidence = new FailureDescription(wire.descriptor());
        if (answer.status() >= 500 || ASK_LATER.contains(answer.status())) {
            String said = evidence.of(inquiry, answer, answer.body());
            throw new ReportUnavailableException("no delivery report: " + said, answer.retryAfter(), null);
        }
        List<JsonNode> entries = answer.status() / 100 == 2 ? entries(wire.report(), inquiry, answer) : List.of();
        Set<State> states =
                entries.stream().map(entry -> state(wire.report(), entry)).collect(Collectors.toSet());
        if (states.size() != 1 || states.contains(State.UNREADABLE)) {
            String said = evidence.of(inquiry, answer, answer.body());
            return new DeliveryReport(State.UNREADABLE, said, clock.instant());
        }
        String code = text(entries.get(0), wire.report().places().code());
        String words =
                wire.descriptor().title() + " says " + (code.isEmpty() ? "nothing yet" : evidence.safe(inquiry, code));
        return new DeliveryReport(states.iterator().next(), words, at(wire.report(), entries.get(0)));
    }

    /** What the answer tells about our recipient; nothing if the question was not understood. */
    private static List<JsonNode> entries(ReportTable table, Inquiry inquiry, ProviderAnswer answer) {
        JsonNode json = AnswerJson.object(answer.body());
        ReportRules.Places given = table.rules().answer();
        if (!given.ok().isEmpty()
                && !given.okValue().equals(text(json, table.places().ok()))) {
            return List.of();
        }
        JsonNode told = json.at(table.places().entries());
        List<JsonNode> entries = new ArrayList<>();
        if (told.isArray()) {
            told.forEach(entries::add);
        } else {
            entries.add(told);
        }
        return entries.stream()
                .filter(entry -> given.to().isEmpty()
                        || isFor(inquiry, text(entry, table.places().to())))
                .toList();
    }

    private static boolean isFor(Inquiry inquiry, String number) {
        return number.isBlank() || PhoneNumbers.isSame(inquiry.to(), number);
    }

    private static State state(ReportTable table, JsonNode entry) {
        JsonNode code = entry.at(table.places().code());
        if (code.isMissingNode() || code.isNull()) {
            return State.UNREADABLE;
        }
        String text = table.rules().answer().text().isEmpty()
                ? ""
                : text(entry, table.places().text());
        State state = table.state(AnswerJson.text(code), text).orElse(State.UNREADABLE);
        // That it is on its way is no answer where a word of refusal stands that the provider's file does not know.
        boolean isDenied = state == State.PENDING
                && !table.names(AnswerJson.text(code))
                && Refusals.in(new AnswerLeaf("", AnswerJson.text(code))).isPresent();
        return isDenied ? State.UNREADABLE : state;
    }

    private Instant at(ReportTable table, JsonNode entry) {
        String written = table.rules().answer().at().isEmpty()
                ? ""
                : text(entry, table.places().at());
        return table.instant(written).orElseGet(clock::instant);
    }

    private static String text(JsonNode node, JsonPointer place) {
        return AnswerJson.text(node.at(place));
    }
}
