package io.staffetta.batch.format;

import io.staffetta.batch.text.Row;
import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.Charset;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Finds the elements in the root element of an XML document as they are written, while a parser reads it, which alone says
 * whether it is well-formed. Of an element that is longer than a row may be, nothing is kept.
 *
 * <p>Not thread-safe.
 */
final class XmlOutline extends FilterReader {

    private static final String COMMENT = "<!--";
    private static final String CDATA = "<![CDATA[";

    /** Elements that the parser has read, but whose rows have not been asked for; as many as it reads ahead. */
    private final Deque<String> elements = new ArrayDeque<>();

    /** What has been read of the head, or of the present element. */
    private final StringBuilder text = new StringBuilder();

    /** What has been read of the present piece of markup. */
    private final StringBuilder markup = new StringBuilder();

    private String head;
    private String root = "";
    private int depth;
    private char quote;
    private boolean inMarkup;
    private boolean tooLong;

    XmlOutline(Reader reader) {
        super(reader);
    }

    /** The next element in the root; empty if it is too long. */
    String next() {
        String element = elements.poll();
        return element == null ? "" : element;
    }

    /** What stands around the elements. */
    Frame frame(Charset charset, String start) {
        String begin = head == null || head.isEmpty()
                ? "<?xml version=\"1.0\" encoding=\"" + charset.name() + "\"?>\n<messages>"
                : head;
        return new Frame(charset, start + begin + "\n", "\n", "\n</" + (root.isEmpty() ? "messages" : root) + ">\n");
    }

    @Override
    public int read() throws IOException {
        int c = super.read();
        if (c >= 0) {
            see((char) c);
        }
        return c;
    }

    @Override
    public int read(char[] buffer, int offset, int length) throws IOException {
        int read = super.read(buffer, offset, length);
        for (int i = 0; i < read; i++) {
            see(buffer[offset + i]);
        }
        return read;
    }

    private void see(char c) {
        if (!inMarkup && c == '<') {
            inMarkup = true;
            markup.setLength(0);
            if (depth == 1) {
                begin();
            }
        }
        keep(c);
        if (inMarkup) {
            piece(c);
        }
    }

    private void begin() {
        text.setLength(0);
        tooLong = false;
    }

    private void keep(char c) {
        if (depth == 1 && !inMarkup) {
            return;
        }
        if (text.length() >= Row.MAX_LENGTH) {
            tooLong = true;
            text.setLength(0);
        }
        if (!tooLong) {
            text.append(c);
        }
    }

    /** Takes a character of a piece of markup, and ends the piece where it ends. */
    private void piece(char c) {
        boolean isLong = markup.length() > Row.MAX_LENGTH;
        if (isLong) {
            // Only how it begins and ends counts; a parser does not take it anyway.
            markup.delete(CDATA.length(), markup.length() - CDATA.length());
        }
        markup.append(c);
        if (startsWith(COMMENT)) {
            endIf(endsWith("-->") && markup.length() >= COMMENT.length() + 3);
        } else if (startsWith(CDATA)) {
            endIf(endsWith("]]>"));
        } else if (startsWith("<?")) {
            endIf(endsWith("?>") && markup.length() > 3);
        } else if (quote != 0) {
            quote = c == quote ? 0 : quote;
        } else if ((c == '"' || c == '\'') && !startsWith("<!")) {
            quote = c;
        } else if (c == '>') {
            tag();
        }
    }

    private void endIf(boolean ended) {
        if (ended) {
            inMarkup = false;
        }
    }

    private void tag() {
        inMarkup = false;
        if (startsWith("<!")) {
            return;
        }
        if (startsWith("</")) {
            depth--;
            endElement();
        } else if (endsWith("/>")) {
            endElement();
        } else {
            depth++;
            if (depth == 1) {
                head = tooLong ? "" : text.toString();
                root = markup.substring(1, markup.length() - 1).strip().split("\\s", 2)[0];
                begin();
            }
        }
    }

    private void endElement() {
        if (depth == 1) {
            elements.add(tooLong ? "" : text.toString());
            begin();
        }
    }

    private boolean startsWith(String start) {
        return isAt(0, start);
    }

    private boolean endsWith(String end) {
        return isAt(markup.length() - end.length(), end);
    }

    private boolean isAt(int place, String part) {
        boolean is = place >= 0 && place + part.length() <= markup.length();
        for (int i = 0; is && i < part.length(); i++) {
            is = markup.charAt(place + i) == part.charAt(i);
        }
        return is;
    }
}
