package io.staffetta.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.LoggerContextVO;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.slf4j.Marker;
import org.slf4j.event.KeyValuePair;

/** A line of the log whose texts are fit to be shown. */
final class CleanEvent implements ILoggingEvent {

    private final ILoggingEvent event;
    private final CleanText clean;
    private final String message;

    CleanEvent(ILoggingEvent event, CleanText clean) {
        this.event = event;
        this.clean = clean;
        message = clean.of(event.getFormattedMessage());
    }

    @Override
    public String getMessage() {
        return message;
    }

    @Override
    public String getFormattedMessage() {
        return message;
    }

    @Override
    public Object[] getArgumentArray() {
        // They are in the message; as they are they would come past it.
        return null;
    }

    @Override
    public String getThreadName() {
        return clean.of(event.getThreadName());
    }

    @Override
    public String getLoggerName() {
        return clean.of(event.getLoggerName());
    }

    @Override
    public IThrowableProxy getThrowableProxy() {
        return event.getThrowableProxy() == null ? null : new CleanThrowable(event.getThrowableProxy(), clean, 0);
    }

    @Override
    public List<KeyValuePair> getKeyValuePairs() {
        return event.getKeyValuePairs() == null
                ? null
                : event.getKeyValuePairs().stream()
                        .map(pair -> new KeyValuePair(clean.of(pair.key), value(pair.value)))
                        .collect(Collectors.toList());
    }

    private Object value(Object value) {
        return value == null || value instanceof Number || value instanceof Boolean
                ? value
                : clean.of(value.toString());
    }

    @Override
    public Map<String, String> getMDCPropertyMap() {
        Map<String, String> cleaned = new HashMap<>();
        event.getMDCPropertyMap().forEach((name, text) -> cleaned.put(clean.of(name), clean.of(text)));
        return cleaned;
    }

    @Override
    @SuppressWarnings("deprecation")
    public Map<String, String> getMdc() {
        return getMDCPropertyMap();
    }

    @Override
    public Level getLevel() {
        return event.getLevel();
    }

    @Override
    public LoggerContextVO getLoggerContextVO() {
        return event.getLoggerContextVO();
    }

    @Override
    public StackTraceElement[] getCallerData() {
        return event.getCallerData();
    }

    @Override
    public boolean hasCallerData() {
        return event.hasCallerData();
    }

    @Override
    public List<Marker> getMarkerList() {
        return event.getMarkerList();
    }

    @Override
    public int getNanoseconds() {
        return event.getNanoseconds();
    }

    @Override
    public long getTimeStamp() {
        return event.getTimeStamp();
    }

    @Override
    public Instant getInstant() {
        return event.getInstant();
    }

    @Override
    public long getSequenceNumber() {
        return event.getSequenceNumber();
    }

    @Override
    public void prepareForDeferredProcessing() {
        event.prepareForDeferredProcessing();
    }
}
