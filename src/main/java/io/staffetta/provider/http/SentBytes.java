package io.staffetta.provider.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.PromiseCombiner;
import java.util.function.LongConsumer;

/** Tells how many bytes the operating system took. Writes in small parts, of which it may take some and not the others. */
@SuppressWarnings("FutureReturnValueIgnored") // Their promises tell.
final class SentBytes extends ChannelOutboundHandlerAdapter {

    private static final int PART = 8192;

    private final LongConsumer count;

    SentBytes(LongConsumer count) {
        this.count = count;
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        if (message instanceof ByteBuf bytes && bytes.readableBytes() > PART) {
            writeParts(context, bytes, promise);
        } else {
            int size = message instanceof ByteBuf bytes ? bytes.readableBytes() : 0;
            context.write(message, counted(promise.unvoid(), size));
        }
    }

    private void writeParts(ChannelHandlerContext context, ByteBuf bytes, ChannelPromise promise) {
        PromiseCombiner all = new PromiseCombiner(context.executor());
        while (bytes.isReadable()) {
            int size = Math.min(PART, bytes.readableBytes());
            ChannelPromise part = counted(context.newPromise(), size);
            all.add((Future<Void>) part);
            context.write(bytes.readRetainedSlice(size), part);
        }
        bytes.release();
        all.finish(promise);
    }

    private ChannelPromise counted(ChannelPromise promise, int size) {
        return promise.addListener((ChannelFutureListener) written -> {
            if (written.isSuccess()) {
                count.accept(size);
            }
        });
    }
}
