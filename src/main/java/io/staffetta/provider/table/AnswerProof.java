package io.staffetta.provider.table;

import io.staffetta.provider.AnswerForm;
import io.staffetta.provider.ProviderDescriptor;
import io.staffetta.provider.ProviderDescriptor.MessageIdRule;
import io.staffetta.provider.ProviderDescriptor.SuccessRule;
import io.staffetta.provider.Submission;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * A descriptor's {@code success} and {@code id}: the one way in which an answer becomes ACCEPTED. It must be in the agreed
 * form, and have a word of success at the place that is named for it, an id of the agreed shape wherever it has an id, and no
 * word of refusal beside them. The sections are checked when they are read: none that would take a refusal for a success loads.
 *
 * <p>Immutable, and so safe to share between threads.
 */
public final class AnswerProof {

    /** Says what an answer proves. */
    public enum Finding {
        /** It has no word of success at its place. */
        NOTHING,
        /** The message was accepted. */
        ACCEPTED,
        /** It has a word of success, and something that speaks against it. */
        DOUBT
    }

    /**
     * Holds what was found.
     *
     * @param id the provider's id of the message; empty if there is none
     * @param why in words, why there is doubt; else empty
     */
    public record Found(Finding finding, String id, String why) {

        static Found doubt(String id, String why) {
            return new Found(Finding.DOUBT, id, why);
        }
    }

    private static final Found NOTHING = new Found(Finding.NOTHING, "", "");
    private static final String OWN_ID = "{id}";
    private static final Pattern LABEL = Pattern.compile("(?:message|msg)?[_-]?id", Pattern.CASE_INSENSITIVE);
    private final SuccessRule success;
    private final AnswerForm form;
    private final MessageIdRule id;
    private final List<CodePattern> status;
    private final Pattern shape;

    /**
     * Reads both sections.
     *
     * @throws IllegalArgumentException if a key is missing or wrong, or the shape of an id takes what is none; names the file
     */
    AnswerProof(ProviderDescriptor descriptor) {
        new ProofCheck(descriptor).run();
        success = descriptor.success();
        form = descriptor.answerFormat().form();
        id = descriptor.id();
        status = success.status().stream().map(CodePattern::new).toList();
        shape = Pattern.compile(id.shape());
    }

    AnswerForm form() {
        return form;
    }

    boolean isSuccess(int httpStatus) {
        return status.stream().anyMatch(pattern -> pattern.matches(Integer.toString(httpStatus)));
    }

    /** What an answer that is in the agreed form proves about a message. */
    Found of(Submission submission, AnswerValues told) {
        if (!told.agreed()) {
            return NOTHING;
        }
        return form == AnswerForm.TEXT ? ofText(submission, told.words()) : ofPlaces(submission, told);
    }

    /** Whether the word of success stands at its place. */
    public boolean claimed(Submission submission, AnswerValues told) {
        return told.agreed()
                && told.at(success.place())
                        .filter(value -> isWord(submission, value))
                        .isPresent();
    }

    private boolean isWord(Submission submission, String said) {
        return success.value().stream()
                .map(value -> value.equals(OWN_ID) ? submission.id() : value)
                .anyMatch(said::equalsIgnoreCase);
    }

    /** {@code OK}, {@code OK 17}, {@code OK: id=17}. */
    private Found ofText(Submission submission, String text) {
        List<String> words = Arrays.asList(ProofCheck.BETWEEN_WORDS.split(text.strip(), -1));
        if (!isWord(submission, words.get(0))) {
            return NOTHING;
        }
        List<String> more =
                words.stream().skip(1).filter(word -> !word.isEmpty()).toList();
        if (!more.isEmpty() && LABEL.matcher(more.get(0)).matches()) {
            more = more.subList(1, more.size());
            if (more.isEmpty()) {
                return Found.doubt("", "what stands in the place of its id is none");
            }
        }
        String first = id.place().isEmpty() || more.isEmpty() ? "" : more.get(0);
        List<String> rest = more.subList(first.isEmpty() ? 0 : 1, more.size());
        if (!rest.isEmpty() && !success.more()) {
            return Found.doubt(isId(first) ? first : "", "it says more than was agreed");
        }
        return judged(first, rest.stream().map(word -> new AnswerLeaf("", word)).toList(), leaf -> Refusals.in(leaf)
                .isPresent());
    }

    private Found ofPlaces(Submission submission, AnswerValues told) {
        Optional<String> said = told.at(success.place());
        boolean byId =
                success.place().equals(id.place()) && said.filter(this::isId).isPresent();
        if (!byId && !claimed(submission, told)) {
            return NOTHING;
        }
        boolean idElsewhere = !id.place().isEmpty() && !success.place().equals(id.place());
        String given = byId ? said.get() : idElsewhere ? cut(told.at(id.place()).orElse("")) : "";
        return of(submission, told, given);
    }

    /** What an answer proves that has a word of success at its place, and this id; for a reader that finds the id itself. */
    public Found of(Submission submission, AnswerValues told, String given) {
        List<AnswerLeaf> beside = new ArrayList<>();
        for (AnswerLeaf leaf : told.leaves()) {
            if (!leaf.place().equals(success.place()) && !isIgnored(leaf.place())) {
                beside.add(new AnswerLeaf(leaf.place(), without(leaf.value(), given)));
            }
        }
        return judged(given, beside, leaf -> isRefusal(leaf, submission));
    }

    private boolean isIgnored(String place) {
        for (String each : success.ignore()) {
            if (isAt(place, each)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isAt(String leaf, String place) {
        return leaf.equals(place) || leaf.startsWith(place + "/");
    }

    /** The id in what stands at its place: all of it, or what follows the last of the words that are named. */
    private String cut(String said) {
        if (id.after().isEmpty() || said.isEmpty()) {
            return said;
        }
        int at = said.lastIndexOf(id.after());
        // The end of another word is none of those that are named: ERRCODE: is not CODE:.
        boolean isPartOfAWord =
                at > 0 && isOfWord(said.charAt(at - 1)) && isOfWord(id.after().charAt(0));
        return at < 0 || isPartOfAWord
                ? ""
                : said.substring(at + id.after().length())
                        .strip()
                        .split("\\s", 2)[0]
                        .replaceFirst("[.,;)]+$", "");
    }

    private static boolean isOfWord(char c) {
        return Character.isLetterOrDigit(c) || c == '_';
    }

    private static String without(String said, String given) {
        return given.isEmpty() ? said : said.replace(given, " ");
    }

    private Found judged(String given, List<AnswerLeaf> beside, Predicate<AnswerLeaf> isRefusal) {
        String known = isId(given) ? given : "";
        if (!given.isEmpty() && known.isEmpty()) {
            return Found.doubt("", "what stands in the place of its id is none");
        }
        if (given.isEmpty() && id.required()) {
            return Found.doubt("", "it has no id of the message");
        }
        for (AnswerLeaf leaf : beside) {
            if (isRefusal.test(leaf)) {
                return Found.doubt(known, "a word of refusal stands beside it");
            }
        }
        return new Found(Finding.ACCEPTED, AnswerReference.clean(known), "");
    }

    /** The message's own words are looked for only where there is a word of refusal: most answers have none. */
    private static boolean isRefusal(AnswerLeaf leaf, Submission submission) {
        return Refusals.in(leaf).isPresent()
                && Refusals.in(new AnswerLeaf(leaf.place(), OwnWords.without(submission, leaf.value())))
                        .isPresent();
    }

    /** Whether a text has the shape of an id. */
    public boolean isId(String text) {
        return !text.isEmpty()
                && shape.matcher(text).matches()
                && Refusals.inWord(text).isEmpty();
    }
}
