package io.staffetta.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.impl.VertxHttpRequestDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Reads requests as RFC 9112 has them, and no others: what a proxy before the gateway may read in another way is refused, so
 * that no request hides in another. Netty refuses most of it; here is the rest.
 */
final class StrictDecoder extends VertxHttpRequestDecoder {

    /** RFC 9112 3: one blank between each, and a path, or an address, or {@code *}. Which version it may be is said later. */
    private static final Pattern FIRST_LINE =
            Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+ (?:/|\\*|https?://)[^\\x00-\\x20\\x7f]* HTTP/[0-9]\\.[0-9]");

    private final Runnable requestBegins;
    private boolean inHead = true;
    private boolean firstLineRead;
    private boolean atLine;
    private boolean bad;

    /** @param requestBegins called when the first byte of a request is here */
    StrictDecoder(HttpServerOptions options, Runnable requestBegins) {
        super(options);
        this.requestBegins = requestBegins;
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) throws Exception {
        if (bad) {
            in.skipBytes(in.readableBytes());
            return;
        }
        if (inHead && in.isReadable()) {
            requestBegins.run();
            String fault = fault(in);
            if (fault != null) {
                out.add(refused(new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, "/"), fault));
                return;
            }
        }
        int from = out.size();
        int at = in.readerIndex();
        super.decode(ctx, in, out);
        atLine |= in.readerIndex() > at;
        for (Object part : out.subList(from, out.size())) {
            look(part);
        }
    }

    private void look(Object part) {
        if (part instanceof HttpRequest request) {
            inHead = false;
            check(request);
        }
        if (part instanceof LastHttpContent) {
            inHead = true;
            firstLineRead = false;
            atLine = false;
        }
    }

    private void check(HttpRequest request) {
        HttpHeaders headers = request.headers();
        List<String> codings = headers.getAll(HttpHeaderNames.TRANSFER_ENCODING);
        if (request.decoderResult().isFailure()) {
            bad = true;
        } else if (!codings.isEmpty()
                && (codings.size() > 1 || !codings.get(0).strip().equalsIgnoreCase("chunked"))) {
            refused(request, "'Transfer-Encoding' must be 'chunked', once");
        } else if (!codings.isEmpty() && headers.contains(HttpHeaderNames.CONTENT_LENGTH)) {
            refused(request, "it has both 'Transfer-Encoding' and 'Content-Length'");
        } else if (headers.contains("")) {
            refused(request, "a header has no name");
        }
    }

    private HttpRequest refused(HttpRequest request, String why) {
        bad = true;
        request.setDecoderResult(DecoderResult.failure(new IllegalArgumentException(why)));
        return request;
    }

    /** What is wrong with the head as far as it has come; null for nothing. */
    private String fault(ByteBuf in) {
        if (!firstLineRead && !isFirstLine(in)) {
            return "its first line must be a method, a path and HTTP/1.1, with one blank between";
        }
        return hasFoldedLine(in) ? "a line of the head begins with a blank" : null;
    }

    /** Netty takes blanks and tabs, as many as there are, before and between the words. It consumes whole lines only. */
    private boolean isFirstLine(ByteBuf in) {
        int from = in.readerIndex();
        while (from < in.writerIndex() && (in.getByte(from) == '\r' || in.getByte(from) == '\n')) {
            from++;
        }
        int end = in.indexOf(from, in.writerIndex(), (byte) '\n');
        if (end < 0) {
            return from == in.writerIndex() || in.getByte(from) > ' ';
        }
        firstLineRead = true;
        int length = end - from - (in.getByte(end - 1) == '\r' ? 1 : 0);
        return FIRST_LINE
                .matcher(in.toString(from, length, StandardCharsets.ISO_8859_1))
                .matches();
    }

    /** Netty reads on in such a line what the one before it began, as RFC 9112 5.2 has it of old. */
    private boolean hasFoldedLine(ByteBuf in) {
        boolean lineBegins = atLine;
        boolean empty = !atLine;
        for (int i = in.readerIndex(); i < in.writerIndex(); i++) {
            byte next = in.getByte(i);
            boolean lineEnd = next == '\r' || next == '\n';
            if (empty && lineEnd) {
                // Empty lines before a request are passed over.
                continue;
            }
            if (lineBegins && (next == ' ' || next == '\t')) {
                return true;
            }
            if (lineBegins && lineEnd) {
                return false;
            }
            empty = false;
            lineBegins = next == '\n';
        }
        return false;
    }

    /**
     * The answer to a request that the decoder could not read.
     *
     * @param cause what the decoder says; may be {@code null}
     */
    static HttpProblem problem(Throwable cause) {
        if (cause instanceof TooLongHttpLineException) {
            return HttpProblem.of(414, "The first line of the request must be at most 4096 bytes");
        }
        if (cause instanceof TooLongHttpHeaderException || cause instanceof TooLongFrameException) {
            return HttpProblem.of(431, "The headers of the request must be at most 8192 bytes");
        }
        // Netty's own words may repeat what was sent.
        String why = cause != null && cause.getClass() == IllegalArgumentException.class && fromUs(cause)
                ? ": " + cause.getMessage()
                : "";
        return HttpProblem.of(400, "The request is not one of HTTP/1.1 as RFC 9112 has it" + why);
    }

    private static boolean fromUs(Throwable cause) {
        return cause.getStackTrace().length > 0
                && cause.getStackTrace()[0].getClassName().equals(StrictDecoder.class.getName());
    }
}
