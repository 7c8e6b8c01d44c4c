package io.staffetta.http.operations;

import io.staffetta.account.Price;
import io.staffetta.http.HttpAnswer;
import io.staffetta.http.HttpProblem;
import io.staffetta.http.Json;
import io.staffetta.http.ProblemException;
import io.staffetta.http.QueryParameters;
import io.staffetta.intake.Intake;
import io.staffetta.intake.RoutedMessage;
import io.staffetta.language.Phrase;
import io.staffetta.message.InvalidMessageException;
import io.staffetta.message.MessageReader;
import io.staffetta.message.PhoneNumbers;
import io.staffetta.message.SmsText;
import io.staffetta.provider.table.ProviderDescriptors;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.Exchange;

/**
 * Says what would become of messages, and sends nothing: who would send them, how many segments their texts take and why, and what
 * they cost. They are read and routed as those that are sent.
 *
 * <p>Thread-safe.
 */
public final class PreviewApi {

    private static final String SOURCE = "http";
    private static final int MOST = 1000;

    private final Intake intake;
    private final ProviderDescriptors providers;

    PreviewApi(Intake intake, ProviderDescriptors providers) {
        this.intake = intake;
        this.providers = providers;
    }

    /**
     * What would become of a message, or an array of them.
     *
     * @throws ProblemException if one cannot be sent as it is
     */
    public HttpAnswer preview(Exchange exchange) {
        QueryParameters.of(exchange);
        String json;
        List<String> elements;
        try {
            json = Json.text(exchange.getMessage().getBody(byte[].class));
            elements = MessageReader.elements(json);
        } catch (InvalidMessageException e) {
            throw new ProblemException(HttpProblem.ofMessage(e, null).orElseThrow());
        }
        boolean isArray = json.stripLeading().startsWith("[");
        List<Preview> previews = new ArrayList<>();
        for (int i = 0; i < elements.size(); i++) {
            Integer index = isArray ? i : null;
            for (RoutedMessage routed : route(elements.get(i), index)) {
                if (previews.size() == MOST) {
                    throw new ProblemException(HttpProblem.of(
                            400,
                            Phrase.of("All messages of a request must together have at most {0} recipients", MOST)));
                }
                previews.add(preview(routed));
            }
        }
        return HttpAnswer.json(200, Previews.of(previews));
    }

    private List<RoutedMessage> route(String element, Integer index) {
        try {
            List<RoutedMessage> routed = intake.route(intake.read(element, Map.of(), SOURCE));
            RuntimeException problem = RoutedMessage.problem(routed);
            if (problem != null) {
                throw problem;
            }
            return routed;
        } catch (RuntimeException e) {
            throw HttpProblem.ofMessage(e, index)
                    .<RuntimeException>map(ProblemException::new)
                    .orElse(e);
        }
    }

    private Preview preview(RoutedMessage routed) {
        var rules = providers.wire(routed.account().wire()).orElseThrow().text();
        String text = routed.message().text();
        SmsText.Fitted fitted = SmsText.fit(
                text, rules.unicode(), rules.maxLength(), routed.account().unsupportedCharacters());
        Price price = routed.account().price().orElse(null);
        return new Preview(
                PhoneNumbers.mask(routed.message().to()),
                routed.account().id(),
                routed.choice().by(),
                fitted.encoding() == SmsText.Encoding.GSM7 ? "GSM-7" : "UCS-2",
                fitted.length(),
                fitted.segments(),
                fitted.replaced() == 0 ? null : fitted.replaced(),
                Forcing.of(text),
                price == null ? null : price.segment().toPlainString(),
                price == null ? null : price.of(fitted.segments()).toPlainString(),
                price == null ? null : price.currency());
    }

    /**
     * The first character that GSM 03.38 does not have: it makes a text one of UCS-2, or is replaced.
     *
     * @param at its place in the text, in UTF-16 code units from 0
     */
    private record Forcing(String character, String codePoint, int at) {

        static Forcing of(String text) {
            int at = SmsText.firstOutsideGsm(text);
            return at < 0
                    ? null
                    : new Forcing(
                            Character.toString(text.codePointAt(at)), "U+%04X".formatted(text.codePointAt(at)), at);
        }
    }

    /**
     * Says what would become of a message.
     *
     * @param routedBy what chose the account: {@code message}, {@code default} or {@code rule 2}
     * @param length septets of GSM-7, or UTF-16 code units of UCS-2
     * @param replaced characters that would be replaced by {@code ?}; missing if none would
     * @param price of a segment
     */
    private record Preview(
            String to,
            String account,
            String routedBy,
            String alphabet,
            int length,
            int segments,
            Integer replaced,
            Forcing forcedBy,
            String price,
            String cost,
            String currency) {}

    private record Cost(String currency, String cost) {}

    private record Previews(List<Preview> messages, int segments, List<Cost> costs) {

        static Previews of(List<Preview> messages) {
            Map<String, BigDecimal> costs = new TreeMap<>();
            messages.stream()
                    .filter(message -> message.cost() != null)
                    .forEach(message ->
                            costs.merge(message.currency(), new BigDecimal(message.cost()), BigDecimal::add));
            return new Previews(
                    messages,
                    messages.stream().mapToInt(Preview::segments).sum(),
                    costs.entrySet().stream()
                            .map(one -> new Cost(one.getKey(), one.getValue().toPlainString()))
                            .toList());
        }
    }
}
