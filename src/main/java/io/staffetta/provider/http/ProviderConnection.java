package io.staffetta.provider.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.nio.AbstractNioChannel;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequestEncoder;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import java.io.EOFException;
import java.io.IOException;
import java.net.ProtocolException;
import java.net.SocketException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * One connection to a provider. It carries one call after the other, and is used again only after an answer of which the
 * end is certain, and only while nothing came that nobody asked for.
 *
 * <p>Not thread-safe: used by the event loop only.
 */
@SuppressWarnings("FutureReturnValueIgnored") // Of closing, and of writing, whose listener tells.
final class ProviderConnection extends ChannelInboundHandlerAdapter {

    /** Is told when a call on a connection has ended, and another may begin. */
    interface Owner {
        /** The connection is free. */
        void release(ProviderConnection connection);
    }

    /** Longest that any connection is used, so that a change in the DNS is noticed. */
    private static final long TIME_TO_LIVE = TimeUnit.MINUTES.toNanos(1);

    private final Origin origin;
    private final AnswerDecoder decoder = new AnswerDecoder();
    private final LongSupplier nanoTime;
    private final long opened;
    private Channel channel;
    private Owner owner;
    private HttpCall call;
    private boolean informational;
    private boolean keep;
    private boolean untilClosed;
    private boolean closedByPeer;
    private Throwable damage;
    private Duration keepAlive = KeepAlive.LONGEST;
    private long idleSince;

    /** Grows old by this time in nanoseconds. */
    ProviderConnection(Origin origin, LongSupplier nanoTime) {
        this.origin = origin;
        this.nanoTime = nanoTime;
        opened = nanoTime.getAsLong();
        idleSince = opened;
    }

    /** Adds what reads answers, writes requests and counts their bytes; over TLS all of it before encryption. */
    void addTo(ChannelPipeline pipeline) {
        channel = pipeline.channel();
        pipeline.addLast(new SentBytes(bytes -> {
            if (call != null) {
                call.trace().sent(bytes);
            }
        }));
        pipeline.addLast(new HttpRequestEncoder());
        pipeline.addLast(decoder);
        pipeline.addLast(this);
    }

    Origin origin() {
        return origin;
    }

    /** Whom to give the connection back to. */
    void owner(Owner pool) {
        owner = pool;
    }

    ChannelFuture closeFuture() {
        return channel.closeFuture();
    }

    /** Whether something came before a request was written. */
    boolean spokeFirst() {
        return decoder.isUnasked();
    }

    /**
     * Whether a request may be written now. Looks at the socket, since the end of the stream, or bytes that nobody asked
     * for, may have come that the event loop has not read yet.
     */
    boolean isUsable() {
        if (channel.isActive() && channel.unsafe() instanceof AbstractNioChannel.NioUnsafe socket) {
            socket.read();
        }
        return channel.isActive() && !closedByPeer && !decoder.isUnasked();
    }

    /** Whether it was not used for as long as the provider, or we, keep a connection that is not used. */
    boolean isExpired() {
        return nanoTime.getAsLong() - idleSince >= keepAlive.toNanos();
    }

    /** Writes a call's request. The connection is usable, and its call has ended. */
    void begin(HttpCall next, Duration timeout) {
        call = next;
        informational = false;
        untilClosed = false;
        keep = false;
        decoder.begin();
        next.trace().beginRequest();
        next.timer(
                channel.eventLoop().schedule(() -> giveUp(next, timeout), timeout.toMillis(), TimeUnit.MILLISECONDS));
        channel.writeAndFlush(next.request()).addListener(written -> {
            if (call == next) {
                if (written.isSuccess()) {
                    next.trace().endRequest();
                } else {
                    fail(written.cause());
                }
            }
        });
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) throws IOException {
        try {
            if (call == null || !(message instanceof HttpObject part)) {
                throw new ProtocolException("no answer");
            }
            if (part.decoderResult().isFailure()) {
                throw new DecoderException(part.decoderResult().cause());
            }
            if (part instanceof HttpResponse head) {
                begin(head);
            }
            if (part instanceof HttpContent content) {
                read(content);
            }
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    private void begin(HttpResponse head) throws IOException {
        boolean http = head.protocolVersion().protocolName().equals("HTTP")
                && head.protocolVersion().majorVersion() == 1;
        if (!http || head.status().code() < 100) {
            throw new ProtocolException("no HTTP/1");
        }
        informational = head.status().code() < 200;
        if (informational) {
            return; // The answer is still to come.
        }
        call.trace().beginAnswer(head);
        keep = HttpUtil.isKeepAlive(head);
        keepAlive = KeepAlive.of(head.headers());
        untilClosed = isUntilClosed(head);
        if (HttpUtil.getContentLength(head, 0L) > AnswerContent.LARGEST) {
            throw new AnswerContent.TooLargeException();
        }
    }

    /** Whether the end of the connection is the end of the answer, so that only a clean one is. */
    private static boolean isUntilClosed(HttpMessage head) {
        return !HttpUtil.isContentLengthSet(head) && !HttpUtil.isTransferEncodingChunked(head);
    }

    private void read(HttpContent content) throws IOException {
        boolean last = content instanceof LastHttpContent;
        if (informational) {
            informational = !last;
            return;
        }
        call.trace().content().add(content.content());
        if (last) {
            boolean cut = untilClosed && !channel.isActive() && isEncrypted() && !closedByPeer;
            if (cut) {
                throw new EOFException();
            }
            end();
        }
    }

    private boolean isEncrypted() {
        return channel.pipeline().get(SslHandler.class) != null;
    }

    private void end() {
        HttpCall ended = call;
        boolean whole = ended.trace().isRequestWritten();
        call = null;
        decoder.end();
        idleSince = nanoTime.getAsLong();
        if (keep && whole && !decoder.isUnasked() && idleSince - opened < TIME_TO_LIVE && channel.isActive()) {
            // Not at once: more of what nobody asked for may be read in the same turn of the event loop. But before the
            // caller is told, so that its next call finds the connection.
            channel.eventLoop().execute(() -> owner.release(this));
        } else {
            channel.close();
        }
        ended.answered(); // Whatever its content is, its end is where it should be.
    }

    private void giveUp(HttpCall late, Duration timeout) {
        if (call == late) {
            fail(HttpFailures.late(late.trace().phase(), timeout), null);
        }
    }

    /** Ends the call under way, whose outcome nobody knows then, and the connection. */
    void stop() {
        if (call != null) {
            fail("the gateway stopped " + HttpFailures.when(call.trace().phase()), null);
        }
        channel.close();
    }

    private void fail(Throwable cause) {
        if (call != null) {
            fail(HttpFailures.words(system(cause), call.trace().phase()), cause);
        }
    }

    /** Java has a class for a reset that it reads, and none for one that it writes to. */
    private static Throwable system(Throwable cause) {
        return cause.getClass().equals(IOException.class) ? new SocketException(cause.getMessage()) : cause;
    }

    private void fail(String words, Throwable cause) {
        HttpCall failed = call;
        call = null;
        decoder.end();
        channel.close();
        failed.broken(words, cause);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        fail(new ClosedChannelException());
    }

    /** What broke the connection first, if there is more to tell than that it was closed. */
    Optional<Throwable> damage() {
        return Optional.ofNullable(damage);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        damage = damage == null ? cause : damage;
        fail(cause);
        context.close();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof SslCloseCompletionEvent closed && closed.isSuccess()) {
            closedByPeer = true;
            if (call == null) {
                context.close();
            }
        }
    }
}
