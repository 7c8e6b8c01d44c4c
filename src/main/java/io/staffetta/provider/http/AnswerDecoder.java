package io.staffetta.provider.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseDecoder;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.util.ReferenceCountUtil;
import java.util.List;

/**
 * Reads answers with heads within bounds, and only while one is awaited: bytes that come on an idle connection would be
 * taken as the answer to the next request, and every later answer as that of the one before.
 */
@SuppressWarnings("FutureReturnValueIgnored") // Of closing, after which nothing is left to do.
final class AnswerDecoder extends HttpResponseDecoder {

    private static final int MOST_LINES = 200;

    private boolean awaited;
    private boolean unasked;
    private boolean inHead;
    private int lines;

    AnswerDecoder() {
        super(new HttpDecoderConfig()
                .setMaxInitialLineLength(16_384)
                .setMaxHeaderSize(65_536)
                .setMaxChunkSize(65_536));
    }

    /** From now on bytes are an answer. */
    void begin() {
        awaited = true;
        inHead = true;
        lines = 0;
    }

    /** The answer is whole. Whatever came with it, or comes later, is none. */
    void end() {
        awaited = false;
        unasked |= actualReadableBytes() > 0;
    }

    /** Whether bytes came that nobody asked for. */
    boolean isUnasked() {
        return unasked;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
        if (awaited) {
            super.channelRead(context, message);
        } else {
            unasked = true;
            ReferenceCountUtil.release(message);
            context.close();
        }
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) throws Exception {
        if (!awaited) {
            unasked = true;
            in.skipBytes(in.readableBytes());
            return;
        }
        int before = in.readerIndex();
        super.decode(context, in, out);
        if (inHead) {
            checkHead(in, before, out);
        }
    }

    /** Header lines are counted while a head comes, since one without end would never be given to the next handler. */
    private void checkHead(ByteBuf in, int before, List<Object> out) {
        for (int i = before; i < in.readerIndex(); i++) {
            lines += in.getByte(i) == '\n' ? 1 : 0;
        }
        boolean head = !out.isEmpty() && out.get(0) instanceof HttpResponse;
        int most = head ? ((HttpResponse) out.get(0)).headers().size() : lines;
        if (most > MOST_LINES) {
            out.clear();
            throw new TooLongHttpHeaderException("more than " + MOST_LINES + " lines");
        }
        if (head) {
            lines = 0;
            inHead = ((HttpResponse) out.get(0)).status().code() < 200;
        }
    }
}
