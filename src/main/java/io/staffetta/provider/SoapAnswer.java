package io.staffetta.provider;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.camel.Body;
import org.apache.camel.Variable;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/**
 * Reads a SOAP answer, 1.1 or 1.2: the code of its Fault, such as {@code Client}, or {@code Response} where there is none,
 * and its words. What they mean is in the descriptor. That PLUS speaks SOAP is inferred from the fields of its accounts.
 *
 * <p>A document type declaration makes an answer unreadable, so no entity, external or growing, is ever expanded.
 */
public final class SoapAnswer {

    private record Content(String code, String text) {}

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
        Content content = content(answer.body());
        return wires.of(submission).answers().reference(submission, answer, content.code(), content.text());
    }

    private static Content content(String body) {
        return root(body)
                .filter(root -> "Envelope".equals(root.getLocalName()))
                .flatMap(root -> child(root, "Body"))
                .flatMap(soapBody -> elements(soapBody).stream().findFirst())
                .map(SoapAnswer::content)
                .orElse(new Content("", ""));
    }

    private static Content content(Element response) {
        if (!"Fault".equals(response.getLocalName())) {
            return new Content("Response", leaves(response));
        }
        String code = child(response, "faultcode") // SOAP 1.1
                .or(() -> child(response, "Code").flatMap(parent -> child(parent, "Value"))) // SOAP 1.2
                .map(Element::getTextContent)
                .orElse("")
                .strip();
        return new Content(generic(code), leaves(response).replace(code, "").strip());
    }

    /** {@code Client} for {@code soap:Client.Authentication}: without prefix, and without what SOAP 1.1 lets follow a dot. */
    private static String generic(String code) {
        String local = code.substring(code.lastIndexOf(':') + 1);
        return local.contains(".") ? local.substring(0, local.indexOf('.')) : local;
    }

    private static String leaves(Element element) {
        List<Element> children = elements(element);
        if (children.isEmpty()) {
            return element.getTextContent().strip();
        }
        List<String> texts = new ArrayList<>();
        children.forEach(child -> texts.add(leaves(child)));
        return String.join(" ", texts).strip();
    }

    private static Optional<Element> child(Element parent, String localName) {
        return elements(parent).stream()
                .filter(element -> localName.equals(element.getLocalName()))
                .findFirst();
    }

    private static List<Element> elements(Element parent) {
        List<Element> elements = new ArrayList<>();
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element) {
                elements.add(element);
            }
        }
        return elements;
    }

    private static Optional<Element> root(String body) {
        try {
            DocumentBuilder builder = parsers().newDocumentBuilder();
            builder.setErrorHandler(new DefaultHandler()); // The default one writes to standard error.
            return Optional.of(
                    builder.parse(new InputSource(new StringReader(body))).getDocumentElement());
        } catch (SAXException e) {
            return Optional.empty();
        } catch (IOException | ParserConfigurationException e) {
            throw new IllegalStateException("This Java cannot read XML safely: " + e.getMessage(), e);
        }
    }

    private static DocumentBuilderFactory parsers() throws ParserConfigurationException {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultNSInstance();
        factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_DTD, "");
        factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "");
        factory.setXIncludeAware(false);
        return factory;
    }
}
