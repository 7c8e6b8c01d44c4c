package io.staffetta.provider.wire;

import io.staffetta.provider.ProviderAnswer;
import io.staffetta.provider.Submission;
import io.staffetta.provider.SubmissionException;
import io.staffetta.provider.table.AnswerLeaf;
import io.staffetta.provider.table.AnswerValues;
import io.staffetta.provider.table.ProviderWires;
import io.staffetta.provider.table.XmlTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.Body;
import org.apache.camel.Variable;
import org.w3c.dom.Element;

/**
 * Reads a SOAP answer, 1.1 or 1.2: the code of its Fault, such as {@code Client}, or {@code Response} where there is none,
 * and its words. What they mean is in the descriptor. That PLUS speaks SOAP is inferred from the fields of its accounts.
 */
public final class SoapAnswer {

    /** Details of a Fault that are for programmers, and name classes by which nothing is meant. */
    private static final Set<String> NOT_WORDS = Set.of("stacktrace", "trace", "hostname", "stack");

    private static final String RESPONSE = "Response";
    private static final String BODY = "Body";

    private final ProviderWires wires;

    /** Reads with the rules of these wires. */
    public SoapAnswer(ProviderWires wires) {
        this.wires = wires;
    }

    /**
     * The provider's id of an accepted message; empty if it gave none.
     *
     * @throws SubmissionException for an answer that means anything else
     */
    public String reference(@Variable("submission") Submission submission, @Body ProviderAnswer answer) {
        ProviderWires.Wire wire = wires.of(submission);
        String operation = wire.descriptor().soap().operation();
        AnswerValues told = response(answer.body())
                .filter(response -> !isOfAnother(response.getLocalName(), operation))
                .map(SoapAnswer::content)
                .orElseGet(() -> AnswerValues.otherwise(answer.body()));
        return wire.answers().reference(submission, answer, told);
    }

    /** The one element of the one body; none where there are more, such as a Fault beside a response. */
    private static Optional<Element> response(String answer) {
        return XmlTree.root(answer)
                .filter(root -> "Envelope".equals(root.getLocalName()))
                .map(root -> XmlTree.elements(root).stream()
                        .filter(element -> BODY.equals(element.getLocalName()))
                        .toList())
                .filter(bodies -> bodies.size() == 1)
                .map(bodies -> XmlTree.elements(bodies.get(0)))
                .filter(elements -> elements.size() == 1)
                .map(elements -> elements.get(0));
    }

    /** Whether an element is our own request come back, or answers another operation: its return is no id of our message. */
    private static boolean isOfAnother(String element, String operation) {
        return !operation.isEmpty()
                && (element.equals(operation)
                        || (element.endsWith(RESPONSE)
                                && !element.equals(RESPONSE)
                                && !element.equalsIgnoreCase(operation + RESPONSE)));
    }

    private static AnswerValues content(Element response) {
        if ("Fault".equals(response.getLocalName())) {
            return fault(response);
        }
        List<AnswerLeaf> leaves = new ArrayList<>();
        XmlTree.attributes(response, "", leaves);
        XmlTree.elements(response).forEach(child -> XmlTree.leaves(child, child.getLocalName(), leaves));
        if (!leaves.isEmpty()) {
            XmlTree.ownText(response, "", leaves);
        }
        String words = leaves.isEmpty() ? response.getTextContent() : words(leaves);
        // No place of a proof is there, but a word of refusal may be.
        Element envelope = response.getOwnerDocument().getDocumentElement();
        XmlTree.ownText(envelope, "Envelope", leaves);
        XmlTree.elements(envelope).stream()
                .filter(element -> !BODY.equals(element.getLocalName()))
                .forEach(beside -> XmlTree.leaves(beside, beside.getLocalName(), leaves));
        XmlTree.ownText((Element) response.getParentNode(), BODY, leaves);
        return new AnswerValues(true, leaves, RESPONSE, words.strip());
    }

    /** A Fault has its class in its code, and its reason in what follows there, in its string and in its detail. */
    private static AnswerValues fault(Element fault) {
        List<AnswerLeaf> leaves = new ArrayList<>();
        XmlTree.elements(fault).forEach(child -> XmlTree.leaves(child, child.getLocalName(), leaves));
        List<String> codes = leaves.stream()
                .filter(leaf -> leaf.place().equals("faultcode") || leaf.place().startsWith("Code/"))
                .map(leaf -> withoutPrefix(leaf.value()))
                .toList();
        String code = codes.isEmpty() ? "" : generic(codes.get(0));
        List<AnswerLeaf> told = leaves.stream()
                .filter(leaf ->
                        !leaf.place().equals("faultcode") && !leaf.place().startsWith("Code/"))
                .filter(leaf -> !NOT_WORDS.contains(name(leaf.place())))
                .toList();
        String finer = codes.stream()
                .map(each -> each.replaceFirst("^" + Pattern.quote(code) + "\\.?", ""))
                .collect(Collectors.joining(" "))
                .strip();
        return new AnswerValues(
                true,
                List.of(),
                code,
                Stream.of(words(told), finer.isEmpty() ? "" : "(" + finer + ")")
                        .filter(text -> !text.isEmpty())
                        .collect(Collectors.joining(" ")));
    }

    private static String words(List<AnswerLeaf> leaves) {
        return leaves.stream()
                .map(AnswerLeaf::value)
                .collect(Collectors.joining(" "))
                .strip();
    }

    private static String name(String place) {
        return place.substring(place.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
    }

    private static String withoutPrefix(String code) {
        return code.substring(code.lastIndexOf(':') + 1);
    }

    /** {@code Client} for {@code Client.Authentication}: without what SOAP 1.1 lets follow a dot. */
    private static String generic(String code) {
        return code.contains(".") ? code.substring(0, code.indexOf('.')) : code;
    }
}
