package io.staffetta.alert;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.staffetta.intake.Incoming;
import io.staffetta.intake.Intake;
import io.staffetta.intake.IntakeRequest;
import io.staffetta.intake.Queues;
import io.staffetta.message.PhoneNumbers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Sends alerts by SMS, as messages like any other, by way of the gateway itself: of a gateway that sends nothing they arrive late or
 * not at all. Their reference makes that one which is tried again is sent once.
 */
public final class SmsReceiver implements AlertReceiver {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SOURCE = "alert";
    private static final String VALID_FOR = "PT1H";
    private static final int ONE_SMS = 160;

    private final List<String> to;
    private final String account;
    private final Intake intake;
    private final Queues queues;

    /**
     * @param to numbers in E.164 form
     * @param account id of the account to send with; empty to leave it to the rules
     * @param queues of this receiver alone; closed with it
     */
    public SmsReceiver(List<String> to, String account, Intake intake, Queues queues) {
        this.to = List.copyOf(to);
        this.account = account;
        this.intake = intake;
        this.queues = queues;
    }

    @Override
    public String name() {
        return "sms";
    }

    @Override
    public String to() {
        return to.stream().map(PhoneNumbers::mask).collect(Collectors.joining(", "))
                + (account.isEmpty() ? "" : " by account '" + account + "'");
    }

    @Override
    public void tell(Notice notice) throws JsonProcessingException {
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("to", to);
        message.put("text", text(notice));
        message.put("priority", "high");
        message.put("reference", reference(notice));
        message.put("validFor", VALID_FOR);
        if (!account.isEmpty()) {
            message.put("account", account);
        }
        Incoming incoming = intake.read(JSON.writeValueAsString(message), Map.of(), SOURCE);
        IntakeRequest request = IntakeRequest.allOrNone(List.of(incoming), () -> false);
        intake.accept(List.of(request), queues);
        if (request.failure() != null) {
            throw request.failure();
        }
    }

    @Override
    public void close() {
        queues.close();
    }

    private static String text(Notice notice) {
        String title = notice.title();
        return title.length() <= ONE_SMS ? title : title.substring(0, ONE_SMS - 3) + "...";
    }

    /** Of a test another each time; else the same for the same alerts, told as often. */
    private static String reference(Notice notice) {
        String what = notice.isTest()
                ? "test " + System.nanoTime()
                : Stream.concat(notice.begun().stream(), notice.ended().stream())
                        .map(alert -> alert.id() + alert.since() + alert.times() + alert.ended())
                        .collect(Collectors.joining(" "));
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(what.getBytes(StandardCharsets.UTF_8));
            return "alert-" + HexFormat.of().formatHex(digest, 0, 12);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
