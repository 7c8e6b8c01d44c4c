package io.staffetta.message;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A message authentication code (HMAC-SHA256) on messages that the gateway puts on queues of its own, so that nobody else can:
 * over the queue, the names and values of its string properties, its reply address, its correlation id, and its body. The
 * priority and the times that JMS puts on it are not covered: brokers and retries change them, and they decide only about order.
 *
 * <p>Its text is {@code 1 <key> <queue> <names> <code>}, where {@code <key>} tells one key from another.
 *
 * <p>Thread-safe.
 */
public final class Seal {

    /** Property that holds the seal. */
    public static final String PROPERTY = "seal";

    /** Shortest key, in characters. */
    public static final int SHORTEST_KEY = 16;

    private static final String ALGORITHM = "HmacSHA256";
    private static final String VERSION = "1";
    private static final String NONE = "-";
    private static final int PARTS = 5;
    private static final int KEY_NAME_BYTES = 4;
    /** Queue, number of names, what JMS has, kind of the body, and the body. */
    private static final int OTHER_PARTS = 6;

    private static final List<String> COVERED_JMS = List.of("JMSReplyTo", "JMSCorrelationID");

    private final SecretKeySpec key;
    private final String keyName;
    private final ThreadLocal<Mac> macs = ThreadLocal.withInitial(this::mac);

    /**
     * @param key the secret that all gateways on one broker share
     */
    public Seal(String key) {
        this.key = new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), ALGORITHM);
        byte[] name = mac().doFinal("name of this key".getBytes(StandardCharsets.UTF_8));
        keyName = HexFormat.of().formatHex(name, 0, KEY_NAME_BYTES);
    }

    /**
     * The seal for a message.
     *
     * @param queue name of the queue that it is put on; it counts on no other
     * @param headers its properties and JMS headers; those with values other than strings are not covered
     * @param body text, bytes or {@link ForeignBody}
     */
    public String of(String queue, Map<String, ?> headers, Object body) {
        List<String> names = names(headers);
        String listed = names.isEmpty() ? NONE : String.join(",", names);
        return String.join(" ", VERSION, keyName, queue, listed, code(queue, names, headers, body));
    }

    /**
     * What a seal vouches for.
     *
     * @param queue queue that the message came from; {@code null} for any
     * @param headers its properties and JMS headers, the seal among them
     * @param body its body
     * @return names of the properties that the seal covers
     * @throws InvalidMessageException if it has no seal, or not that of a message with this content on this queue
     */
    public Set<String> check(String queue, Map<String, ?> headers, Object body) {
        String[] parts = MessageHeaders.text(headers, PROPERTY).split(" ", -1);
        if (parts.length != PARTS || !parts[0].equals(VERSION)) {
            throw broken("must be on it, which only a gateway can put there: it came from somebody else");
        }
        if (!parts[1].equals(keyName)) {
            throw broken("was made with another key: see staffetta.broker.key, which all gateways on one broker share");
        }
        List<String> names = parts[3].equals(NONE) ? List.of() : Arrays.asList(parts[3].split(",", -1));
        String code = code(parts[2], names, headers, body);
        if (!MessageDigest.isEqual(bytes(code), bytes(parts[4]))) {
            throw broken("does not fit it: somebody has changed it");
        }
        if (queue != null && !queue.equals(parts[2])) {
            throw broken("is for another queue: somebody has put it there");
        }
        return Set.copyOf(names);
    }

    /** Does not tell the key. */
    @Override
    public String toString() {
        return "Seal[" + keyName + "]";
    }

    private static List<String> names(Map<String, ?> headers) {
        List<String> names = new ArrayList<>();
        headers.forEach((name, value) -> {
            if (value instanceof String && isOurs(name)) {
                names.add(name);
            }
        });
        Collections.sort(names);
        return names;
    }

    /** Those of brokers begin with {@code _}, such as {@code __AMQ_CID} on Artemis, and change on the way. */
    private static boolean isOurs(String name) {
        return !name.startsWith("JMS") && !name.startsWith("Camel") && !name.startsWith("_") && !name.equals(PROPERTY);
    }

    private String code(String queue, List<String> names, Map<String, ?> headers, Object body) {
        List<byte[]> parts = new ArrayList<>(2 * names.size() + OTHER_PARTS);
        parts.add(bytes(queue));
        parts.add(bytes(Integer.toString(names.size())));
        for (String name : names) {
            parts.add(bytes(name));
            parts.add(bytes(MessageHeaders.text(headers, name)));
        }
        for (String name : COVERED_JMS) {
            parts.add(bytes(MessageHeaders.text(headers, name)));
        }
        parts.add(bytes(body instanceof String ? "text" : "bytes"));
        parts.add(content(body));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(macs.get().doFinal(joined(parts)));
    }

    private static byte[] content(Object body) {
        if (body instanceof byte[] content) {
            return content;
        }
        return body instanceof ForeignBody foreign ? foreign.content() : bytes(body == null ? "" : body.toString());
    }

    /** Each with its length, so that what ends one part cannot begin the next. */
    private static byte[] joined(List<byte[]> parts) {
        int length = 0;
        for (byte[] part : parts) {
            length += Integer.BYTES + part.length;
        }
        ByteBuffer joined = ByteBuffer.allocate(length);
        for (byte[] part : parts) {
            joined.putInt(part.length).put(part);
        }
        return joined.array();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private Mac mac() {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has " + ALGORITHM, e);
        }
    }

    private static InvalidMessageException broken(CharSequence rule) {
        return new InvalidMessageException(PROPERTY, rule);
    }
}
