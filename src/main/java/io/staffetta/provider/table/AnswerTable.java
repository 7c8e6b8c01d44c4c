package io.staffetta.provider.table;

import io.staffetta.message.Outcome;
import io.staffetta.provider.HttpStatus;
import io.staffetta.provider.ProviderAnswer;
import io.staffetta.provider.ProviderDescriptor;
import io.staffetta.provider.ProviderDescriptor.AnswerRule;
import io.staffetta.provider.Submission;
import io.staffetta.provider.SubmissionException;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Decides the outcome of each answer of a provider. Accepted is what the descriptor's {@code success} and {@code id}
 * prove, see {@link AnswerProof}; of any other answer the first rule of {@code answers} that applies decides, and where
 * none does, the HTTP status, see {@link HttpStatus}.
 *
 * <p>Immutable, and so safe to share between threads.
 */
public final class AnswerTable {

    private static final int LONGEST_MATCHED = 16_384;
    private static final String ELSEWHERE = "; nothing takes messages at this address, see the account's url";

    private record Rule(List<CodePattern> status, List<CodePattern> code, Pattern text, Outcome.Kind outcome) {

        boolean applies(int status, String code) {
            return anyOf(this.status, Integer.toString(status)) && anyOf(this.code, code);
        }

        /** A rule by status alone that means a class of them says nothing of those whose own meaning is plain. */
        boolean appliesAlone(int status) {
            boolean exact = this.status.stream().anyMatch(pattern -> pattern.isExact(Integer.toString(status)));
            return code.isEmpty() && text.pattern().isEmpty() && (exact || !HttpStatus.isPlain(status));
        }

        private static boolean anyOf(List<CodePattern> patterns, String code) {
            return patterns.isEmpty() || patterns.stream().anyMatch(pattern -> pattern.matches(code));
        }
    }

    private final FailureDescription evidence;
    private final List<Rule> rules;
    private final ReportTable report;
    private final AnswerProof proof;
    private final String codePlace;

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
        evidence = new FailureDescription(descriptor);
        proof = new AnswerProof(descriptor);
        codePlace = descriptor.codePlace();
        rules = descriptor.answers().stream()
                .map(rule -> rule(rule, descriptor.wire()))
                .toList();
    }

    /** Reads an answer in the form that is agreed, with the code that stands at {@code code-place}. */
    public AnswerValues read(String body) {
        AnswerValues told = AnswerValues.read(proof.form(), body);
        return codePlace.isEmpty()
                ? told
                : told.saying(AnswerReference.clean(told.at(codePlace).orElse("")), told.words());
    }

    /** What the descriptor's {@code success} and {@code id} find in answers. */
    public AnswerProof proof() {
        return proof;
    }

    /**
     * The provider's id of an accepted message; empty if it gave none.
     *
     * @param submission what was submitted
     * @param answer the provider's answer
     * @param told what it tells
     * @throws SubmissionException if the answer means anything else than that the message was accepted; says what the
     *     provider answered, without secret, number or text
     */
    public String reference(Submission submission, ProviderAnswer answer, AnswerValues told) {
        AnswerProof.Found found = proof.of(submission, told);
        String known = found.id().isEmpty() ? report.messageIdIn(answer.body()) : found.id();
        return reference(submission, answer, told, found, known);
    }

    /**
     * The same for an answer whose reader knows what it proves, and which message it is about.
     *
     * @param known the provider's id of our message; empty if the answer does not show it
     */
    public String reference(
            Submission submission, ProviderAnswer answer, AnswerValues told, AnswerProof.Found found, String known) {
        boolean success = proof.isSuccess(answer.status());
        if (found.finding() == AnswerProof.Finding.ACCEPTED && success) {
            return found.id();
        }
        // A refusal by status with the id of a message that was taken is no refusal that can be believed.
        if (found.finding() != AnswerProof.Finding.NOTHING
                && (success || !found.id().isEmpty())) {
            String why = found.why().isEmpty() ? "its status speaks against it" : found.why();
            String said = told.words().isBlank() ? answer.body() : told.words();
            throw failure(
                    Outcome.Kind.UNKNOWN,
                    submission,
                    answer,
                    told.code(),
                    "not taken for accepted, since " + why + ": " + said,
                    known);
        }
        throw failure(
                meaning(submission, answer.status(), told, answer.body()),
                submission,
                answer,
                told.code(),
                told.words(),
                known);
    }

    private Outcome.Kind meaning(Submission submission, int status, AnswerValues told, String body) {
        boolean page = !told.agreed() && Markup.begins(body);
        String words = page ? "" : told.words();
        String looked = OwnWords.without(
                submission, words.length() > LONGEST_MATCHED ? words.substring(0, LONGEST_MATCHED) : words);
        return rules.stream()
                .filter(rule -> rule.applies(status, told.code()))
                .filter(rule -> rule.text().pattern().isEmpty()
                        ? !rule.code().isEmpty() || rule.appliesAlone(status)
                        : !page && rule.text().matcher(looked).find())
                .map(Rule::outcome)
                .findFirst()
                .orElseGet(() -> HttpStatus.outcome(status, page));
    }

    /**
     * What the status line alone proves of an answer whose content did not come whole: {@link Outcome.Kind#UNKNOWN} unless it is
     * that nothing was taken.
     */
    public Outcome.Kind ofStatusLine(Submission submission, int status) {
        return status < 300 ? Outcome.Kind.UNKNOWN : meaning(submission, status, AnswerValues.otherwise(""), "");
    }

    /** The exception for an answer, in words; {@code outcome} is neither ACCEPTED nor NOT_SENT. */
    public SubmissionException failure(
            Outcome.Kind outcome,
            Submission submission,
            ProviderAnswer answer,
            String code,
            String text,
            String providerMessageId) {
        boolean elsewhere = outcome == Outcome.Kind.ACCOUNT_UNUSABLE
                && code.isEmpty()
                && HttpStatus.isWrongAddress(answer.status(), Markup.begins(answer.body()));
        String detail = evidence.of(submission, answer, code, text) + (elsewhere ? ELSEWHERE : "");
        Outcome known =
                switch (outcome) {
                    case REFUSED, BUSY, ACCOUNT_UNUSABLE -> answered(outcome, detail, answer, code);
                    case UNKNOWN, ACCEPTED, NOT_SENT ->
                        Outcome.Unknown.after(answer.progress(), detail, answer.status(), code, providerMessageId);
                };
        return SubmissionException.of(known, null);
    }

    /** The outcome that an answer proves, which is none that a message was sent. */
    public static Outcome answered(Outcome.Kind kind, String detail, ProviderAnswer answer, String code) {
        return Outcome.of(
                kind, detail, answer.status(), code, answer.retryAfter().toMillis(), "");
    }

    private static Rule rule(AnswerRule rule, String wire) {
        if (rule.outcome() == Outcome.Kind.ACCEPTED) {
            throw new IllegalArgumentException(
                    "Provider file " + wire + ".yaml has an answer that means ACCEPTED; what counts"
                            + " as accepted stands in the sections success and id, see src/docs/providers.md");
        }
        if (rule.outcome() == null || rule.outcome() == Outcome.Kind.NOT_SENT) {
            throw new IllegalArgumentException("Provider file " + wire + ".yaml has an answer that means "
                    + rule.outcome() + "; an answer means REFUSED, BUSY, ACCOUNT_UNUSABLE or UNKNOWN");
        }
        if (rule.text().contains("(?<reference>")) {
            throw new IllegalArgumentException("Provider file " + wire + ".yaml has an answer whose text has the group"
                    + " reference; where the provider's id stands is said in the section id");
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
