package io.staffetta.batch.format;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import io.staffetta.batch.text.BatchFileException;
import io.staffetta.batch.text.ColumnText;
import io.staffetta.batch.text.FileText;
import io.staffetta.batch.text.Row;
import io.staffetta.message.InvalidMessageException;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import javax.xml.stream.Location;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Rows of XML: an element {@code messages} with an element {@code message} for each row, in it an element for each field,
 * {@code to} perhaps several. Names count without their namespace. Attributes mean nothing and are errors; so are document
 * types, and with them every entity of the sender's making.
 */
final class XmlRows implements RowReader {

    private static final String SHAPE = "it must be <messages><message><to>…</to><text>…</text></message></messages>";

    private final FileText file;
    private final XmlOutline outline;
    private final BoundedReader allowance;
    private XMLStreamReader xml;
    private long number;
    private int length;
    private InvalidMessageException problem;

    XmlRows(FileText file) throws IOException {
        this.file = file;
        this.outline = new XmlOutline(file.reader());
        this.allowance = new BoundedReader(outline);
        BufferedReader reader = file.reader();
        reader.mark(1);
        if (reader.read() < 0) {
            throw new BatchFileException(0, 0, "is empty", SHAPE);
        }
        reader.reset();
    }

    @Override
    public Optional<Row> next() throws IOException {
        try {
            if (xml == null) {
                begin();
            }
            return xml.getEventType() == XMLStreamConstants.END_DOCUMENT ? Optional.empty() : row();
        } catch (XMLStreamException e) {
            if (e.getNestedException() instanceof BoundedReader.ExceededException) {
                throw wrong("has something that is longer than a row may be", "shorten it");
            }
            if (e.getNestedException() instanceof IOException failed) {
                throw failed;
            }
            // The library's text may repeat what was written.
            Location place = e.getLocation();
            throw new BatchFileException(
                    place == null ? 0 : place.getLineNumber() + file.linesBefore(),
                    place == null ? 0 : place.getColumnNumber(),
                    "cannot be read as XML",
                    "close every element, write & as &amp; and < as &lt;, and leave control characters out");
        }
    }

    private void begin() throws XMLStreamException {
        // The JDK's own parser, whatever else is on the class path: its switches are known.
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        xml = factory.createXMLStreamReader(allowance);
        while (advance() != XMLStreamConstants.START_ELEMENT) {
            // Comments and processing instructions.
        }
        if (!xml.getLocalName().equals("messages")) {
            throw wrong("begins with another element than messages", SHAPE);
        }
    }

    /** The next message; empty at the end of the document. */
    private Optional<Row> row() throws XMLStreamException {
        while (xml.hasNext()) {
            int event = advance();
            if (event == XMLStreamConstants.START_ELEMENT) {
                if (!xml.getLocalName().equals("message")) {
                    throw wrong("has another element than message in messages", SHAPE);
                }
                return Optional.of(message());
            }
            if (isText(event) && !xml.isWhiteSpace()) {
                throw wrong("has text outside of a message", SHAPE);
            }
        }
        return Optional.empty();
    }

    private Row message() throws XMLStreamException {
        number++;
        length = 0;
        problem = null;
        long line = xml.getLocation().getLineNumber() + file.linesBefore();
        checkAttributes("");
        Map<String, JsonNode> values = new LinkedHashMap<>();
        int event = advance();
        while (event != XMLStreamConstants.END_ELEMENT) {
            if (event == XMLStreamConstants.START_ELEMENT) {
                field(values);
            } else if (isText(event) && !xml.isWhiteSpace()) {
                note("", "must have its text in an element <text>, and nothing between its elements");
            }
            event = advance();
        }
        String written = outline.next();
        return problem == null
                ? Row.of(number, line, values, written)
                : Row.bad(number, line, problem, length > Row.MAX_LENGTH ? "" : written);
    }

    private void field(Map<String, JsonNode> values) throws XMLStreamException {
        String name = xml.getLocalName();
        checkAttributes(name);
        StringBuilder text = new StringBuilder();
        take(name.length());
        int depth = 1;
        while (depth > 0) {
            int event = advance();
            if (event == XMLStreamConstants.START_ELEMENT) {
                note(name, "must be text, without elements in it");
                depth++;
            } else if (event == XMLStreamConstants.END_ELEMENT) {
                depth--;
            } else if (isText(event) && take(xml.getTextLength())) {
                text.append(xml.getTextCharacters(), xml.getTextStart(), xml.getTextLength());
            }
        }
        if (take(0)) {
            put(values, name, text.toString());
        }
    }

    private void put(Map<String, JsonNode> values, String name, String text) {
        JsonNode earlier = values.putIfAbsent(name, TextNode.valueOf(text));
        if (earlier instanceof ArrayNode several) {
            several.add(text);
        } else if (earlier != null && name.equals("to")) {
            values.put(name, JsonNodeFactory.instance.arrayNode().add(earlier).add(text));
        } else if (earlier != null) {
            note(name, "must be given only once");
        }
    }

    /** Whether the message may still be of such a length. */
    private boolean take(int more) {
        length += more;
        if (length > Row.MAX_LENGTH) {
            problem = Row.tooLong();
            length = Row.MAX_LENGTH + 1;
            return false;
        }
        return true;
    }

    private void checkAttributes(String field) {
        if (xml.getAttributeCount() > 0) {
            note(field, "must have no attributes: each field is an element");
        }
    }

    private void note(String field, CharSequence rule) {
        if (problem == null) {
            problem = new InvalidMessageException(ColumnText.shown(field), rule);
        }
    }

    private int advance() throws XMLStreamException {
        allowance.renew();
        int event = xml.next();
        if (event == XMLStreamConstants.DTD) {
            throw wrong("has a document type (DOCTYPE), which is not read", "leave it out");
        }
        return event;
    }

    private static boolean isText(int event) {
        return event == XMLStreamConstants.CHARACTERS
                || event == XMLStreamConstants.CDATA
                || event == XMLStreamConstants.SPACE;
    }

    private BatchFileException wrong(CharSequence wrong, CharSequence mend) {
        Location place = xml.getLocation();
        return new BatchFileException(place.getLineNumber() + file.linesBefore(), place.getColumnNumber(), wrong, mend);
    }

    @Override
    public Frame frame() {
        return outline.frame(file.charset(), file.start());
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
