package io.staffetta.logging;

import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.StackTraceElementProxy;
import java.util.Arrays;

/** An exception whose message is fit to be shown, and those of its causes. */
final class CleanThrowable implements IThrowableProxy {

    private static final int MOST_CAUSES = 50;

    private final IThrowableProxy failure;
    private final CleanText clean;
    private final int depth;

    CleanThrowable(IThrowableProxy failure, CleanText clean, int depth) {
        this.failure = failure;
        this.clean = clean;
        this.depth = depth;
    }

    @Override
    public String getMessage() {
        return clean.of(failure.getMessage());
    }

    @Override
    public String getOverridingMessage() {
        return clean.of(failure.getOverridingMessage());
    }

    @Override
    public String getClassName() {
        return failure.getClassName();
    }

    @Override
    public StackTraceElementProxy[] getStackTraceElementProxyArray() {
        return failure.getStackTraceElementProxyArray();
    }

    @Override
    public int getCommonFrames() {
        return failure.getCommonFrames();
    }

    @Override
    public IThrowableProxy getCause() {
        return failure.getCause() == null || depth > MOST_CAUSES
                ? null
                : new CleanThrowable(failure.getCause(), clean, depth + 1);
    }

    @Override
    public IThrowableProxy[] getSuppressed() {
        return failure.getSuppressed() == null || depth > MOST_CAUSES
                ? new IThrowableProxy[0]
                : Arrays.stream(failure.getSuppressed())
                        .map(suppressed -> new CleanThrowable(suppressed, clean, depth + 1))
                        .toArray(IThrowableProxy[]::new);
    }

    @Override
    public boolean isCyclic() {
        return failure.isCyclic();
    }
}
