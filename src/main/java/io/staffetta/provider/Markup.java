package io.staffetta.provider;

import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an answer in HTML or XML says to people, who would else read tags: its text, and of XML its attributes too, where an
 * answer may have its code. Nothing is parsed, so that broken mark-up and half pages are read as well as whole ones.
 */
final class Markup {

    private static final Pattern BEGIN = Pattern.compile("[\\s\ufeff]*<[?!a-zA-Z].*", Pattern.DOTALL);
    private static final Pattern HTML = Pattern.compile("<(?:!doctype\\s+)?html\\b|<body\\b", Pattern.CASE_INSENSITIVE);
    private static final Pattern CDATA = Pattern.compile("<!\\[CDATA\\[(.*?)]]>", Pattern.DOTALL);
    private static final Pattern NOT_FOR_PEOPLE = Pattern.compile(
            "<(script|style)\\b.*?</\\1\\s*>|<!--.*?-->|<\\?.*?\\?>", Pattern.DOTALL | Pattern.CASE_INSENSITIVE);
    private static final Pattern TAG = Pattern.compile("<[?!/a-zA-Z][^>]*(?:>|\\z)");
    private static final Pattern ATTRIBUTE =
            Pattern.compile("(?<![\\w:.-])([\\w:.-]+)\\s*=\\s*(?:\"([^\"]*)\"|'([^']*)')");
    private static final Pattern NAMESPACE = Pattern.compile("xmlns\\b.*|xsi:.*");
    private static final Pattern REFERENCE = Pattern.compile("&(?:#([0-9]{1,7})|#x([0-9a-fA-F]{1,6})|([a-z]{2,4}));");
    private static final Map<String, String> NAMED =
            Map.of("lt", "<", "gt", ">", "amp", "&", "quot", "\"", "apos", "'", "nbsp", " ");

    private Markup() {}

    /** The text of an answer; the answer itself if it is no mark-up, or says nothing to people. */
    static String text(String answer) {
        if (!BEGIN.matcher(answer).matches()) {
            return answer;
        }
        boolean html = HTML.matcher(answer).find();
        String shown =
                NOT_FOR_PEOPLE.matcher(CDATA.matcher(answer).replaceAll("$1")).replaceAll(" ");
        shown = TAG.matcher(shown).replaceAll(tag -> html ? " " : Matcher.quoteReplacement(attributes(tag.group())));
        shown = REFERENCE.matcher(shown).replaceAll(found -> Matcher.quoteReplacement(character(found)));
        return shown.isBlank() ? answer : shown.strip().replaceAll("\\s+", " ");
    }

    private static String attributes(String tag) {
        StringBuilder attributes = new StringBuilder(" ");
        ATTRIBUTE
                .matcher(tag)
                .results()
                .filter(found -> !NAMESPACE.matcher(found.group(1)).matches() && !tag.startsWith("<!"))
                .forEach(found -> attributes
                        .append(found.group(1))
                        .append('=')
                        .append(found.group(2) == null ? found.group(3) : found.group(2))
                        .append(' '));
        return attributes.toString();
    }

    private static String character(MatchResult reference) {
        if (reference.group(3) != null) {
            return NAMED.getOrDefault(reference.group(3), reference.group());
        }
        int code = reference.group(1) == null
                ? Integer.parseInt(reference.group(2), 16)
                : Integer.parseInt(reference.group(1));
        return Character.isValidCodePoint(code) ? Character.toString(code) : reference.group();
    }
}
