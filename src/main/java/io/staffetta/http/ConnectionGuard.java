package io.staffetta.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.AttributeKey;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * Watches over one connection: ends it when nothing moves on it for too long, answers what is no request, and keeps answers
 * that nobody reads from piling up. Between the codec and Vert.x; only used on the connection's event loop, but for
 * {@link #loggedIn()}.
 */
// Whether a channel could be closed is told by the channel itself.
@SuppressWarnings("FutureReturnValueIgnored")
final class ConnectionGuard extends ChannelDuplexHandler implements ConnectionLimit.Member {

    private static final AttributeKey<ConnectionGuard> KEY = AttributeKey.valueOf(ConnectionGuard.class, "guard");
    private static final Set<HttpVersion> VERSIONS = Set.of(HttpVersion.HTTP_1_0, HttpVersion.HTTP_1_1);
    private static final long LOOK_MILLIS = 500;

    /** Time for a caller to read why nobody listens to it any more, before what it still sends makes its system drop that. */
    private static final long LINGER_MILLIS = 2000;

    private final ConnectionLimit door;
    private final long limitNanos;
    private ChannelHandlerContext context;
    private ScheduledFuture<?> looks;
    /** When the request that is coming began; when an answer last went on; when nothing was left to do. */
    private long reading;

    private long sending;
    private long idle = System.nanoTime();
    private boolean isReading;
    private int unanswered;
    private int unsent;
    private boolean refused;
    private boolean lingering;
    private boolean isLast;
    private RequestMemory.Share growing;
    private boolean isLong;

    ConnectionGuard(ConnectionLimit door, HttpLimits limits) {
        this.door = door;
        this.limitNanos = limits.time().toNanos();
    }

    /** The one that watches over a connection. */
    static ConnectionGuard of(HttpConnection connection) {
        return channel(connection).attr(KEY).get();
    }

    static Channel channel(HttpConnection connection) {
        return ((ConnectionBase) connection).channel();
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        context = ctx;
        ctx.channel().attr(KEY).set(this);
        looks = ctx.executor().scheduleWithFixedDelay(this::look, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
        var unused = ctx.channel().closeFuture().addListener(closed -> looks.cancel(false));
    }

    /** Whoever is there has shown who he is. */
    void loggedIn() {
        door.loggedIn(this);
    }

    /** Has what comes of the present request counted, since it does not say how much that is. */
    void count(RequestMemory.Share share) {
        growing = share;
    }

    /** Has the present request come for as long as it brings {@link UploadLimits#SLOWEST} bytes a second. */
    void expectsLong() {
        isLong = true;
    }

    /** Its first byte is here. */
    void requestBegins() {
        if (!isReading) {
            isReading = true;
            reading = System.nanoTime();
        }
    }

    @Override
    public void end(HttpProblem why) {
        context.executor().execute(() -> refuseOrEnd(why));
    }

    /** Says no, and hangs up. */
    void refuse(HttpProblem problem) {
        refused = true;
        if (isShakingHands()) {
            // What is said would only come when that is over, and meanwhile nobody counts the connection.
            context.channel().close();
            return;
        }
        // Past the encoder, which may be in the midst of another answer, and through TLS.
        var unused = context.pipeline()
                .context("httpDecoder")
                .writeAndFlush(response(problem))
                .addListener(written -> close(context, context.newPromise()));
    }

    private static ByteBuf response(HttpProblem problem) {
        HttpAnswer answer = problem.answer();
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        String head = "HTTP/1.1 " + problem.status() + " " + problem.title() + "\r\nContent-Type: "
                + answer.contentType() + "\r\nContent-Length: " + body.length + "\r\nConnection: close\r\n"
                + (problem.status() == 503 ? "Retry-After: 5\r\n" : "") + "\r\n";
        return Unpooled.wrappedBuffer(head.getBytes(StandardCharsets.US_ASCII), body);
    }

    private boolean isShakingHands() {
        SslHandler tls = context.pipeline().get(SslHandler.class);
        return tls != null && !tls.handshakeFuture().isDone();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (refused || lingering) {
            if (message instanceof LastHttpContent && lingering) {
                ctx.channel().close();
            }
            ReferenceCountUtil.release(message);
            return;
        }
        if (message instanceof HttpRequest request) {
            if (request.decoderResult().isFailure()) {
                refuseOrEnd(StrictDecoder.problem(request.decoderResult().cause()));
                return;
            }
            if (!VERSIONS.contains(request.protocolVersion())) {
                refuseOrEnd(HttpProblem.of(505, "The gateway speaks HTTP/1.1"));
                return;
            }
            unanswered++;
            if (unanswered > HttpLimits.MOST_AHEAD || !ctx.channel().isWritable()) {
                // Whoever reads no answers gets no more.
                ctx.close();
                return;
            }
            door.asked(this);
        }
        if (message instanceof HttpContent content && !isTaken(content)) {
            ReferenceCountUtil.release(message);
            return;
        }
        if (isLong && message instanceof HttpContent content) {
            long bought = content.content().readableBytes() * TimeUnit.SECONDS.toNanos(1) / UploadLimits.SLOWEST;
            reading = Math.min(System.nanoTime(), reading + bought);
        }
        if (message instanceof LastHttpContent) {
            isReading = false;
            isLong = false;
            growing = null;
            idle = System.nanoTime();
        }
        ctx.fireChannelRead(message);
    }

    private boolean isTaken(HttpContent content) {
        if (content.decoderResult().isFailure()) {
            refuseOrEnd(HttpProblem.of(400, "The body is not in the chunks that 'Transfer-Encoding' announced"));
            return false;
        }
        if (growing != null && !growing.takeBody(content.content().readableBytes())) {
            refuseOrEnd(Overload.PROBLEM);
            return false;
        }
        return true;
    }

    private void refuseOrEnd(HttpProblem problem) {
        boolean answerBelongsToAnother = refused || unanswered > 1 || unsent > 0;
        if (answerBelongsToAnother) {
            refused = true;
            context.close();
        } else {
            refuse(problem);
        }
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
        boolean informational = false;
        if (message instanceof HttpResponse response) {
            informational =
                    HttpStatusClass.INFORMATIONAL.contains(response.status().code());
            isLast = response.headers().containsValue(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE, true);
        }
        ChannelPromise written = promise.unvoid();
        if (unsent++ == 0) {
            sending = System.nanoTime();
        }
        var unused = written.addListener((ChannelFutureListener) done -> {
            unsent--;
            sending = System.nanoTime();
            idle = sending;
        });
        if (message instanceof LastHttpContent && !informational && unanswered > 0) {
            unanswered--;
            growing = null;
            if (isLast && isReading && unanswered == 0) {
                // Vert.x would wait for the rest of the request.
                var unusedToo = written.addListener(done -> close(context, context.newPromise()));
            }
        }
        ctx.write(message, written);
    }

    /** Lets a caller that is still sending read its answer. */
    @Override
    public void close(ChannelHandlerContext ctx, ChannelPromise promise) {
        boolean answeredEarly = isReading && (refused || unanswered == 0);
        if (lingering || !answeredEarly || !(ctx.channel() instanceof DuplexChannel duplex) || !duplex.isActive()) {
            ctx.close(promise);
            return;
        }
        lingering = true;
        SslHandler tls = ctx.pipeline().get(SslHandler.class);
        var unusedToo = tls == null
                ? duplex.shutdownOutput()
                : tls.closeOutbound().addListener(closed -> duplex.shutdownOutput());
        duplex.config().setAutoRead(true);
        var unused = ctx.executor().schedule(() -> ctx.close(promise), LINGER_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void look() {
        long now = System.nanoTime();
        if (lingering) {
            return;
        }
        if (isReading && now - reading > limitNanos) {
            tooSlow();
        } else if (unsent > 0 && now - sending > limitNanos) {
            context.channel().close();
        } else if (!isReading && unsent == 0 && unanswered == 0 && now - idle > limitNanos) {
            context.channel().close();
        }
    }

    private void tooSlow() {
        long seconds = TimeUnit.NANOSECONDS.toSeconds(limitNanos);
        boolean first = unsent == 0 && unanswered <= 1;
        if (first && !refused) {
            refuse(HttpProblem.of(
                    HttpResponseStatus.REQUEST_TIMEOUT.code(),
                    "The request did not come within " + seconds + " s; send it again"));
        } else {
            context.channel().close();
        }
    }
}
