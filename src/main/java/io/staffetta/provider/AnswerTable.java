package io.staffetta.provider;

import io.staffetta.outcome.Outcome;
import io.staffetta.provider.ProviderDescriptor.AnswerRule;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A descriptor's {@code answers}: what each answer of a provider means. The first rule that applies decides; where none
 * does, the HTTP status, see {@link #outcomeOf}.
 *
 * <p>Immutable, and so safe to share between threads.
 */
public final class AnswerTable {

    private static final int LONGEST_REFERENCE = 100;
    private static final int LONGEST_MATCHED = 16_384;

    private record Rule(List<CodePattern> status, List<CodePattern> code, Pattern text, Outcome outcome) {

        boolean applies(int status, String code) {
            return anyOf(this.status, Integer.toString(status)) && anyOf(this.code, code);
        }

        private static boolean anyOf(List<CodePattern> patterns, String code) {
            return patterns.isEmpty() || patterns.stream().anyMatch(pattern -> pattern.matches(code));
        }

        /** The provider's id of the message, from the group of that name. */
        String reference(Matcher found) {
            if (!text.pattern().contains("(?<reference>") || found.group("reference") == null) {
                return "";
            }
            return AnswerTable.reference(found.group("reference"));
        }
    }

    private final Evidence evidence;
    private final List<Rule> rules;
    private final ReportTable report;

    /**
     * Reads the rules of a descriptor.
     *
     * @throws IllegalArgumentException for a text that is no regular expression, and for an outcome that an answer cannot
     *     have
     */
    public AnswerTable(ProviderDescriptor descriptor) {
        this(descriptor, new ReportTable(descriptor));
    }

    AnswerTable(ProviderDescriptor descriptor, ReportTable report) {
        this.report = report;
        evidence = new Evidence(descriptor);
        rules = descriptor.answers().stream()
                .map(rule -> rule(rule, descriptor.wire()))
                .toList();
    }

    /**
     * The provider's id of an accepted message; empty if it gave none.
     *
     * @param submission what was submitted
     * @param answer the provider's answer
     * @param code the provider's own code in it; empty if there is none
     * @param text what the provider says in it
     * @throws SubmissionException if the answer means anything else than that the message was accepted; says what the
     *     provider answered, without secret, number or text
     */
    public String reference(Submission submission, ProviderAnswer answer, String code, String text) {
        return reference(submission, answer, code, text, report.messageIdIn(answer.body()));
    }

    /**
     * The same for an answer whose reader knows which message it is about.
     *
     * @param providerMessageId the provider's id of our message; empty if the answer does not show it
     */
    String reference(Submission submission, ProviderAnswer answer, String code, String text, String providerMessageId) {
        String looked = text.length() > LONGEST_MATCHED ? text.substring(0, LONGEST_MATCHED) : text;
        for (Rule rule : rules) {
            if (rule.applies(answer.status(), code)) {
                Matcher matcher = rule.text().matcher(looked);
                if (matcher.find()) {
                    if (rule.outcome() == Outcome.ACCEPTED) {
                        return rule.reference(matcher);
                    }
                    throw failure(rule.outcome(), submission, answer, code, text, providerMessageId);
                }
            }
        }
        throw failure(outcomeOf(answer.status()), submission, answer, code, text, providerMessageId);
    }

    /** The exception for an answer, in words; {@code outcome} is neither ACCEPTED nor NOT_SENT. */
    SubmissionException failure(
            Outcome outcome,
            Submission submission,
            ProviderAnswer answer,
            String code,
            String text,
            String providerMessageId) {
        String detail = evidence.of(submission, answer, code, text);
        return switch (outcome) {
            case REFUSED -> new RefusedException(detail, answer.status(), code);
            case BUSY -> new BusyException(detail, answer.status(), code, answer.retryAfter());
            case ACCOUNT_UNUSABLE -> new AccountUnusableException(detail, answer.status(), code);
            case UNKNOWN, ACCEPTED, NOT_SENT ->
                new UnknownOutcomeException(detail, answer.status(), code, providerMessageId, answer.progress(), null);
        };
    }

    /** An id as it may be kept: one line of at most 100 characters. */
    static String reference(String id) {
        String clean = id.replaceAll("\\p{Cntrl}", "").strip();
        return clean.length() > LONGEST_REFERENCE ? clean.substring(0, LONGEST_REFERENCE) : clean;
    }

    /**
     * What HTTP itself says of an answer that no rule reads. The account is unusable where nothing that a message contains
     * could help: login (401, 403, 407), money (402), and an address that has moved for good (301, 307, 308: the request
     * was not performed, redirects are not followed, and the message waits until the address is put right). A redirect
     * that may follow a request that was performed (302, 303) leaves the outcome open, and so do a success that cannot be
     * read, and an error inside the provider or a proxy (5xx), which may come after the message was taken.
     */
    static Outcome outcomeOf(int status) {
        return switch (status) {
            case 301, 307, 308, 401, 402, 403, 407 -> Outcome.ACCOUNT_UNUSABLE;
            case 408, 425, 429, 503 -> Outcome.BUSY;
            default -> status >= 400 && status < 500 ? Outcome.REFUSED : Outcome.UNKNOWN;
        };
    }

    private static Rule rule(AnswerRule rule, String wire) {
        if (rule.outcome() == null || rule.outcome() == Outcome.NOT_SENT) {
            throw new IllegalArgumentException("Provider file " + wire + ".yaml has an answer that means "
                    + rule.outcome() + "; an answer means ACCEPTED, REFUSED, BUSY, ACCOUNT_UNUSABLE or UNKNOWN");
        }
        try {
            return new Rule(
                    rule.status().stream().map(CodePattern::new).toList(),
                    rule.code().stream().map(CodePattern::new).toList(),
                    Pattern.compile(rule.text(), Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE),
                    rule.outcome());
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(
                    "Provider file " + wire + ".yaml has an answer whose text is no regular expression: "
                            + e.getDescription() + " in " + rule.text(),
                    e);
        }
    }
}
