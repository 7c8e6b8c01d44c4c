package io.staffetta.sandbox.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Scripts what is done with the next request that it matches, instead of going by the recipient's digits.
 *
 * <p>Immutable, and so safe to share between threads.
 *
 * @param provider only requests of this wire, or {@code tim} for all of TIM's; empty for any that sends messages
 * @param to only requests for this recipient; empty for any
 * @param behaviour what to do
 * @param status HTTP status instead of the behaviour's own; 0 to leave it. Required for {@link Behaviour#STATUS}
 * @param body content instead of the behaviour's own; empty to leave it
 * @param headers further headers of the answer
 * @param delayMillis how long the answer takes; 0 for the behaviour's own delay
 * @param times how many requests it is for; at least 1, and 1 if left out
 */
@JsonInclude(JsonInclude.Include.NON_DEFAULT)
public record Step(
        String provider,
        String to,
        Behaviour behaviour,
        int status,
        String body,
        Map<String, String> headers,
        long delayMillis,
        int times) {

    /**
     * Checks the step; what is left out becomes empty.
     *
     * @throws IllegalArgumentException if a component is missing or out of range; names it and what would be right
     */
    public Step {
        provider = provider == null ? "" : provider;
        to = to == null ? "" : to;
        body = body == null ? "" : body;
        headers = headers == null ? Map.of() : Map.copyOf(headers);
        times = times == 0 ? 1 : times;
        check(behaviour != null, "Field 'behaviour' is missing");
        check(to.isEmpty() || Numbers.e164WithPlus(to).isPresent(), "Field 'to' must be '+' and 5 to 15 digits");
        check(status == 0 || (status >= 200 && status <= 599), "Field 'status' must be 200 to 599");
        check(status != 0 || behaviour != Behaviour.STATUS, "Behaviour 'status' needs the field 'status'");
        check(delayMillis >= 0, "Field 'delayMillis' must be 0 or more");
        check(times > 0, "Field 'times' must be 1 or more");
        check(
                behaviour != Behaviour.REFUSE_BODY || to.isEmpty(),
                "Behaviour 'refuse-connection-body' cannot have the field 'to': it comes before the recipient is read");
        headers.forEach(
                (name, value) -> check(isHeader(name, value), "Field 'headers' has one that HTTP cannot carry"));
    }

    /** A step for the next request to any provider. */
    public static Step of(Behaviour behaviour) {
        return new Step("", "", behaviour, 0, "", Map.of(), 0, 1);
    }

    /** A step that answers with this status and body, and takes nothing. */
    public static Step status(int status, String body) {
        return new Step("", "", Behaviour.STATUS, status, body, Map.of(), 0, 1);
    }

    /** The same for one wire only, or {@code tim} for all of TIM's. */
    public Step forProvider(String newProvider) {
        return new Step(newProvider, to, behaviour, status, body, headers, delayMillis, times);
    }

    /** The same for one recipient only, in E.164 form with the plus. */
    public Step forRecipient(String newTo) {
        return new Step(provider, newTo, behaviour, status, body, headers, delayMillis, times);
    }

    /** The same with one more header in the answer. */
    public Step withHeader(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Step(provider, to, behaviour, status, body, more, delayMillis, times);
    }

    /** The same with an answer that takes so long. */
    public Step after(Duration delay) {
        return new Step(provider, to, behaviour, status, body, headers, delay.toMillis(), times);
    }

    /** The same for so many requests. */
    public Step times(int newTimes) {
        return new Step(provider, to, behaviour, status, body, headers, delayMillis, newTimes);
    }

    /** How long the answer takes. */
    public Duration delay() {
        return delayMillis == 0 ? behaviour.delay() : Duration.ofMillis(delayMillis);
    }

    /** The behaviour's answer, with what this step puts in its place. */
    public Answer change(Answer answer) {
        Answer changed = status == 0 ? answer : answer.withStatus(status);
        return (body.isEmpty() ? changed : changed.withBody(body)).with(headers);
    }

    private static void check(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }

    private static boolean isHeader(String name, String value) {
        return name.matches("[A-Za-z0-9-]+") && value.chars().noneMatch(Character::isISOControl);
    }
}
