package io.staffetta.provider.table;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NamedNodeMap;
import org.w3c.dom.Node;
import org.w3c.dom.Text;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/**
 * Reads the XML of providers. A document type declaration makes an answer unreadable, so no entity, external or growing, is
 * ever expanded.
 */
public final class XmlTree {

    private XmlTree() {}

    /** The root element; empty if the text is no XML. */
    public static Optional<Element> root(String text) {
        try {
            DocumentBuilder builder = parsers().newDocumentBuilder();
            builder.setErrorHandler(new DefaultHandler()); // The default one writes to standard error.
            return Optional.of(
                    builder.parse(new InputSource(new StringReader(text))).getDocumentElement());
        } catch (SAXException e) {
            return Optional.empty();
        } catch (IOException | ParserConfigurationException e) {
            throw new IllegalStateException("This Java cannot read XML safely: " + e.getMessage(), e);
        }
    }

    /**
     * Adds the texts of an element's leaves, each at the names of the elements that lead to it, and its attributes, each at
     * {@code @} and its name. An element that is nil has no text, whatever stands in it.
     */
    public static void leaves(Element element, String place, List<AnswerLeaf> leaves) {
        List<Element> children = elements(element);
        if (children.isEmpty()) {
            leaves.add(new AnswerLeaf(
                    place, isNil(element) ? "" : element.getTextContent().strip()));
        } else {
            ownText(element, place, leaves);
        }
        attributes(element, place, leaves);
        children.forEach(child -> leaves(child, place + "/" + child.getLocalName(), leaves));
    }

    /** Adds what an element says beside its child elements, at a place of its own, which is none of a proof. */
    public static void ownText(Element element, String place, List<AnswerLeaf> leaves) {
        StringBuilder text = new StringBuilder();
        for (Node node = element.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Text own) {
                text.append(own.getData()).append(' ');
            }
        }
        if (!text.toString().isBlank()) {
            leaves.add(new AnswerLeaf(place + "/text()", text.toString().strip()));
        }
    }

    /** Adds an element's own attributes; those of another namespace, as of schemas and of SOAP, say nothing about a message. */
    public static void attributes(Element element, String place, List<AnswerLeaf> leaves) {
        NamedNodeMap attributes = element.getAttributes();
        for (int i = 0; i < attributes.getLength(); i++) {
            Node attribute = attributes.item(i);
            if (attribute.getNamespaceURI() == null) {
                leaves.add(new AnswerLeaf(
                        place + "/@" + attribute.getLocalName(),
                        attribute.getNodeValue().strip()));
            }
        }
    }

    private static boolean isNil(Element element) {
        String nil = element.getAttributeNS(XMLConstants.W3C_XML_SCHEMA_INSTANCE_NS_URI, "nil");
        return nil.equals("true") || nil.equals("1");
    }

    /** The first child of a name, whatever its namespace. */
    static Optional<Element> child(Element parent, String localName) {
        return elements(parent).stream()
                .filter(element -> localName.equals(element.getLocalName()))
                .findFirst();
    }

    /** The child elements, in order. */
    public static List<Element> elements(Element parent) {
        List<Element> elements = new ArrayList<>();
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element) {
                elements.add(element);
            }
        }
        return elements;
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
