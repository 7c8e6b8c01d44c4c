package io.staffetta.sandbox.provider;

import io.vertx.core.buffer.Buffer;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javax.xml.namespace.QName;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * An XML request, flattened: the text of each element without children, by local name, the first of a name. Refuses
 * document types, and with them every entity of the sender's making.
 */
final class XmlFields {

    private final Map<String, String> leaves = new HashMap<>();
    private final Map<String, QName> firstChildren = new HashMap<>();

    private XmlFields() {}

    /**
     * Parses a document in UTF-8.
     *
     * @throws XMLStreamException if it is not well-formed, has a document type, or is not UTF-8
     */
    static XmlFields parse(Buffer document) throws XMLStreamException {
        // The JDK's own parser, whatever else is on the class path: its switches are known.
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, true);
        XMLStreamReader reader = factory.createXMLStreamReader(new StringReader(decode(document)));
        XmlFields fields = new XmlFields();
        try {
            fields.readAll(reader);
        } finally {
            reader.close();
        }
        return fields;
    }

    // Not left to the parser, which writes to the standard error stream about bytes that it cannot decode.
    private static String decode(Buffer document) throws XMLStreamException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(document.getBytes()))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new XMLStreamException("Not UTF-8", e);
        }
    }

    private void readAll(XMLStreamReader reader) throws XMLStreamException {
        Deque<String> open = new ArrayDeque<>();
        StringBuilder text = new StringBuilder();
        boolean leaf = false;
        while (reader.hasNext()) {
            switch (reader.next()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    firstChildren.putIfAbsent(open.isEmpty() ? "" : open.peek(), reader.getName());
                    open.push(reader.getLocalName());
                    text.setLength(0);
                    leaf = true;
                }
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> text.append(reader.getText());
                case XMLStreamConstants.END_ELEMENT -> {
                    if (leaf) {
                        leaves.putIfAbsent(open.peek(), text.toString());
                    }
                    open.pop();
                    leaf = false;
                }
                case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE ->
                    throw new XMLStreamException("Document types and entities are not accepted");
                default -> {
                    // Comments, white space and instructions say nothing.
                }
            }
        }
    }

    /** Text of an element; empty if there is none. */
    String field(String name) {
        return leaves.getOrDefault(name, "");
    }

    /** First element inside the first element of that name; inside nothing, the root, for an empty name. */
    Optional<QName> firstChild(String parent) {
        return Optional.ofNullable(firstChildren.get(parent));
    }

    /** Escapes a text for element content or an attribute in double quotes. */
    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
