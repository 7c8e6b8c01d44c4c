package io.staffetta.audit;

import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/** Writes acts to the log, under {@code io.staffetta.audit}. */
public final class LogAuditTrail implements AuditTrail {

    private static final Logger AUDIT = LoggerFactory.getLogger("io.staffetta.audit");

    @Override
    public void note(AuditEntry entry) {
        LoggingEventBuilder line = AUDIT.atInfo()
                .addKeyValue("by", entry.by().name())
                .addKeyValue("role", entry.by().role().label())
                .addKeyValue("from", entry.by().from())
                .addKeyValue("subject", entry.subject())
                .addKeyValue("why", entry.why());
        for (Map.Entry<String, String> detail : entry.details().entrySet()) {
            line = line.addKeyValue(detail.getKey(), detail.getValue());
        }
        line.log(entry.action());
    }
}
