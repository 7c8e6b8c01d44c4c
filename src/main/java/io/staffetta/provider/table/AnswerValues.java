package io.staffetta.provider.table;

import com.fasterxml.jackson.databind.JsonNode;
import io.staffetta.provider.AnswerForm;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.w3c.dom.Element;

/**
 * Holds the values of an answer, read in the form that was agreed.
 *
 * @param agreed whether it has that form at all
 * @param leaves its single values, each with its place; of plain text none
 * @param code the provider's own code for the table of answers; empty if there is none
 * @param words what it says, for the table of answers and for people
 */
public record AnswerValues(boolean agreed, List<AnswerLeaf> leaves, String code, String words) {

    /** An answer in another form than the agreed one. */
    public static AnswerValues otherwise(String words) {
        return new AnswerValues(false, List.of(), "", words);
    }

    /** The same with another code and other words. */
    public AnswerValues saying(String newCode, String newWords) {
        return new AnswerValues(agreed, leaves, newCode, newWords);
    }

    /** Reads a body as text, JSON or XML; SOAP is read by {@code SoapAnswer}. */
    public static AnswerValues read(AnswerForm form, String body) {
        return switch (form) {
            case TEXT -> Markup.begins(body) ? otherwise(body) : new AnswerValues(true, List.of(), "", body);
            case JSON -> json(body);
            case XML, SOAP ->
                XmlTree.root(body)
                        .filter(root -> !Markup.isPage(root.getLocalName()))
                        .map(root -> xml(root, body))
                        .orElseGet(() -> otherwise(body));
        };
    }

    private static AnswerValues json(String body) {
        JsonNode json = AnswerJson.object(body);
        if (json.isEmpty()) {
            return otherwise(body);
        }
        List<AnswerLeaf> leaves = AnswerJson.leaves(json);
        String words = leaves.stream()
                .map(AnswerLeaf::value)
                .filter(value -> !value.isBlank())
                .collect(Collectors.joining(" "));
        return new AnswerValues(true, leaves, "", words);
    }

    private static AnswerValues xml(Element root, String body) {
        List<AnswerLeaf> leaves = new ArrayList<>();
        XmlTree.leaves(root, root.getLocalName(), leaves);
        return new AnswerValues(true, leaves, "", body);
    }

    /** The one value at a place; empty if there is none, or several. */
    Optional<String> at(String place) {
        String found = null;
        for (AnswerLeaf leaf : leaves) {
            if (leaf.place().equals(place)) {
                if (found != null) {
                    return Optional.empty();
                }
                found = leaf.value().strip();
            }
        }
        return Optional.ofNullable(found);
    }
}
