package io.staffetta.provider.table;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Extracts the text of an answer in HTML or XML for people, who would else read tags; of XML its attributes too, where
 * an answer may have its code. Nothing is parsed, so that broken mark-up and half pages are read as well as whole ones.
 */
public final class Markup {

    private static final Pattern BEGIN = Pattern.compile("[\\s\ufeff]*<[?!/a-zA-Z].*", Pattern.DOTALL);
    private static final Pattern UNSEEN = Pattern.compile("\\A[\\s\\p{Z}\\p{C}]+");
    private static final Pattern HTML = Pattern.compile("<(?:!doctype\\s+)?html\\b|<body\\b", Pattern.CASE_INSENSITIVE);
    private static final Pattern CDATA = Pattern.compile("<!\\[CDATA\\[(.*?)]]>", Pattern.DOTALL);
    private static final Pattern NOT_FOR_PEOPLE = Pattern.compile(
            "<(script|style)\\b.*?</\\1\\s*>|<!--.*?-->|<\\?.*?\\?>", Pattern.DOTALL | Pattern.CASE_INSENSITIVE);
    private static final Pattern TAG = Pattern.compile("<[?!/a-zA-Z][^>]*(?:>|\\z)");
    private static final Pattern ATTRIBUTE =
            Pattern.compile("(?<![\\w:.-])([\\w:.-]+)\\s*=\\s*(?:\"([^\"]*)\"|'([^']*)')");
    private static final Pattern NAMESPACE = Pattern.compile("xmlns\\b.*|xsi:.*");
    private static final Pattern REFERENCE =
            Pattern.compile("&(?:#([0-9]{1,7})|#[xX]([0-9a-fA-F]{1,6})|([a-zA-Z]{2,6}));");
    private static final Map<String, String> NAMED = Map.ofEntries(
            Map.entry("lt", "<"),
            Map.entry("gt", ">"),
            Map.entry("amp", "&"),
            Map.entry("quot", "\""),
            Map.entry("apos", "'"),
            Map.entry("nbsp", " "),
            Map.entry("euro", "\u20ac"),
            Map.entry("agrave", "\u00e0"),
            Map.entry("egrave", "\u00e8"),
            Map.entry("eacute", "\u00e9"),
            Map.entry("igrave", "\u00ec"),
            Map.entry("ograve", "\u00f2"),
            Map.entry("ugrave", "\u00f9"),
            Map.entry("Egrave", "\u00c8"));
    private static final Pattern ESCAPE = Pattern.compile("\\\\u([0-9a-fA-F]{4})");
    private static final Pattern PERCENT = Pattern.compile("(?:%[0-9a-fA-F]{2})+");

    /** Mark-up as text, so that it is shown instead of obeyed: escaped for HTML, for a URL, or for a program. */
    private static final Pattern ESCAPED = Pattern.compile(
            "[\\p{Z}\\p{C}\\s\"']*(?:&lt;|&#0*60;|&#x0*3c;|%3c|\\\\u003c|\\\\x3c).*",
            Pattern.DOTALL | Pattern.CASE_INSENSITIVE);

    /** Roots of documents that are made to be looked at. */
    private static final Set<String> PAGES = Set.of(
            "html",
            "body",
            "head",
            "frameset",
            "svg",
            "wml",
            "rss",
            "feed",
            "title",
            "meta",
            "script",
            "style",
            "div",
            "p",
            "center",
            "h1",
            "h2",
            "h3",
            "form",
            "table",
            "pre",
            "font",
            "b",
            "br",
            "a",
            "iframe",
            "img",
            "xhtml");

    private Markup() {}

    /** Whether a text begins like mark-up of any kind, after what cannot be seen. */
    public static boolean begins(String answer) {
        if (!answer.isEmpty() && Character.isLetterOrDigit(answer.charAt(0))) {
            return false; // As most values in an answer.
        }
        String shown = UNSEEN.matcher(answer).replaceFirst("");
        return BEGIN.matcher(shown).matches() || ESCAPED.matcher(shown).lookingAt();
    }

    /** Whether the root element of a document is that of a web page or of a part of one. */
    static boolean isPage(String root) {
        return PAGES.contains(root.toLowerCase(Locale.ROOT));
    }

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

    /** A text without the encodings of HTML, of URLs and of programs. */
    static String decoded(String text) {
        String plain = text;
        if (plain.indexOf('%') >= 0) {
            plain = PERCENT.matcher(plain)
                    .replaceAll(found ->
                            Matcher.quoteReplacement(URLDecoder.decode(found.group(), StandardCharsets.UTF_8)));
        }
        if (plain.indexOf('\\') >= 0) {
            plain = ESCAPE.matcher(plain)
                    .replaceAll(found ->
                            Matcher.quoteReplacement(Character.toString((char) Integer.parseInt(found.group(1), 16))));
        }
        return plain.indexOf('&') < 0
                ? plain
                : REFERENCE.matcher(plain).replaceAll(found -> Matcher.quoteReplacement(character(found)));
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
