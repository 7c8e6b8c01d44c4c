package io.staffetta.provider;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A value on the wire with placeholders, as {@link RequestFields} documents them; read once, filled for each message. */
final class Template {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([A-Za-z]+)(?:\\.([^{}]+))?}");

    private final List<Function<Submission, String>> parts = new ArrayList<>();

    /**
     * @throws IllegalArgumentException for a placeholder that is not in the vocabulary, or names a field or setting that
     *     the descriptor does not have
     */
    Template(String template, ProviderDescriptor descriptor) {
        Matcher matcher = PLACEHOLDER.matcher(template);
        int end = 0;
        while (matcher.find()) {
            literal(template.substring(end, matcher.start()));
            parts.add(placeholder(matcher, descriptor));
            end = matcher.end();
        }
        literal(template.substring(end));
    }

    String fill(Submission submission) {
        StringBuilder filled = new StringBuilder();
        parts.forEach(part -> filled.append(part.apply(submission)));
        return filled.toString();
    }

    private void literal(String text) {
        if (!text.isEmpty()) {
            parts.add(submission -> text);
        }
    }

    private static Function<Submission, String> placeholder(Matcher matcher, ProviderDescriptor descriptor) {
        String key = matcher.group(2);
        if (key == null) {
            return switch (matcher.group(1)) {
                case "to" -> Submission::to;
                case "toDigits" -> Submission::toDigits;
                case "text" -> Submission::text;
                case "sender" -> Submission::sender;
                case "id" -> Submission::id;
                default -> throw unknown(matcher, descriptor);
            };
        }
        if (matcher.group(1).equals("account")
                && descriptor.fields().stream().anyMatch(field -> field.name().equals(key))) {
            return submission -> submission.account().field(key);
        }
        String setting = descriptor.settings().get(key);
        if (matcher.group(1).equals("setting") && setting != null) {
            return submission -> setting;
        }
        throw unknown(matcher, descriptor);
    }

    private static IllegalArgumentException unknown(Matcher matcher, ProviderDescriptor descriptor) {
        return new IllegalArgumentException("Provider file " + descriptor.wire() + ".yaml has placeholder "
                + matcher.group() + "; known are {to}, {toDigits}, {text}, {sender}, {id}, {account.<field>} of its"
                + " fields and {setting.<key>} of its settings");
    }
}
