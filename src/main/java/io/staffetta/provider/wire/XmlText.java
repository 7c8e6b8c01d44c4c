package io.staffetta.provider.wire;

import java.io.StringWriter;
import java.util.Map;
import java.util.regex.Pattern;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Writes small XML documents, with all escaping left to the JDK. */
final class XmlText {

    /** Characters that XML 1.0 cannot carry, escaped or not. */
    private static final Pattern ILLEGAL =
            Pattern.compile("[^\\t\\n\\r\\x{20}-\\x{D7FF}\\x{E000}-\\x{FFFD}\\x{10000}-\\x{10FFFF}]");

    /** Content of a document. */
    interface Content {
        void write(XMLStreamWriter xml) throws XMLStreamException;
    }

    private XmlText() {}

    /** A document in UTF-8, with its declaration. */
    static String document(Content content) {
        StringWriter text = new StringWriter();
        try {
            XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
            xml.writeStartDocument("UTF-8", "1.0");
            content.write(xml);
            xml.writeEndDocument();
            xml.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("Cannot write XML: " + e.getMessage(), e);
        }
        return text.toString();
    }

    /** One element without namespace for each field, in order. */
    static void writeElements(XMLStreamWriter xml, Map<String, String> fields) throws XMLStreamException {
        for (Map.Entry<String, String> field : fields.entrySet()) {
            xml.writeStartElement(field.getKey());
            xml.writeCharacters(ILLEGAL.matcher(field.getValue()).replaceAll(""));
            xml.writeEndElement();
        }
    }
}
