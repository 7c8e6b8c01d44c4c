package io.staffetta.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import ch.qos.logback.core.spi.AppenderAttachable;
import ch.qos.logback.core.spi.AppenderAttachableImpl;
import java.util.Iterator;

/**
 * Stands before the appenders of the log, and gives them lines that are fit to be shown, whoever wrote what is in them, see {@link
 * CleanText}.
 */
public final class CleanAppender extends UnsynchronizedAppenderBase<ILoggingEvent>
        implements AppenderAttachable<ILoggingEvent> {

    private CleanText clean = new CleanText(false);
    private final AppenderAttachableImpl<ILoggingEvent> appenders = new AppenderAttachableImpl<>();

    /**
     * Says how the lines are written.
     *
     * @param format {@code json}, which writes line ends and tabs by their codes itself, or another
     */
    public void setFormat(String format) {
        clean = new CleanText(format.equals("json"));
    }

    @Override
    protected void append(ILoggingEvent event) {
        appenders.appendLoopOnAppenders(new CleanEvent(event, clean));
    }

    @Override
    public void addAppender(Appender<ILoggingEvent> appender) {
        appenders.addAppender(appender);
    }

    @Override
    public Iterator<Appender<ILoggingEvent>> iteratorForAppenders() {
        return appenders.iteratorForAppenders();
    }

    @Override
    public Appender<ILoggingEvent> getAppender(String name) {
        return appenders.getAppender(name);
    }

    @Override
    public boolean isAttached(Appender<ILoggingEvent> appender) {
        return appenders.isAttached(appender);
    }

    @Override
    public void detachAndStopAllAppenders() {
        appenders.detachAndStopAllAppenders();
    }

    @Override
    public boolean detachAppender(Appender<ILoggingEvent> appender) {
        return appenders.detachAppender(appender);
    }

    @Override
    public boolean detachAppender(String name) {
        return appenders.detachAppender(name);
    }

    @Override
    public void stop() {
        appenders.detachAndStopAllAppenders();
        super.stop();
    }
}
