package io.staffetta.http.console;

import io.staffetta.access.Caller;
import io.staffetta.http.Session;
import io.staffetta.tokens.Application;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Keeps the sessions of the console of this gateway, and the codes by which somebody may sign in. All of it is in
 * memory: who is signed in signs in again after a restart. Of codes and tokens it keeps only hashes.
 *
 * <p>Thread-safe.
 */
public final class Sessions {

    /** How long a code is good. It is so once. */
    static final Duration CODE = Duration.ofMinutes(5);

    /** How long somebody is signed in. */
    static final Duration SESSION = Duration.ofHours(10);

    /** How tokens of sessions begin. */
    static final String PREFIX = "stc_";

    private static final int MOST = 100;
    private static final int BYTES = 24;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Function<String, Optional<Application>> applications;
    private final Clock clock;
    private final Map<String, Entry> codes = new HashMap<>();
    private final Map<String, Entry> sessions = new HashMap<>();

    /** @param applications those that may call now, by their name */
    public Sessions(Function<String, Optional<Application>> applications, Clock clock) {
        this.applications = applications;
        this.clock = clock;
    }

    /** A secret that was just made, and when it ends. */
    record Made(String secret, Instant expires) {}

    private record Entry(Caller caller, Optional<String> application, Instant expires) {}

    /** A code that whoever calls may sign in with, once. */
    synchronized Made code(Caller caller, Optional<Application> application) {
        return add(
                codes,
                "",
                new Entry(
                        caller,
                        application.map(Application::id),
                        clock.instant().plus(CODE)));
    }

    /** Signs in with a code. Empty if it is none, was used, or is too old. */
    synchronized Optional<Made> signIn(String code) {
        return Optional.ofNullable(codes.remove(hash(code)))
                .filter(entry -> clock.instant().isBefore(entry.expires()))
                .map(entry -> add(
                        sessions,
                        PREFIX,
                        new Entry(
                                entry.caller(),
                                entry.application(),
                                clock.instant().plus(SESSION))));
    }

    /** Ends a session; does nothing if it is none. */
    synchronized void signOut(String token) {
        sessions.remove(hash(token));
    }

    /**
     * The session with a token. What it began with must still be good.
     *
     * @param address where the request comes from
     */
    public synchronized Optional<Session> byToken(String token, String address) {
        if (!token.startsWith(PREFIX)) {
            return Optional.empty();
        }
        Entry entry = sessions.get(hash(token));
        if (entry == null || !clock.instant().isBefore(entry.expires())) {
            return Optional.empty();
        }
        Caller caller = new Caller(entry.caller().name(), entry.caller().role(), address);
        if (entry.application().isEmpty()) {
            return Optional.of(new Session(caller, Optional.empty()));
        }
        return applications
                .apply(caller.name())
                .filter(now -> now.isActive(clock.instant())
                        && now.id().equals(entry.application().get()))
                .map(now -> new Session(caller, Optional.of(now)));
    }

    /** The oldest makes room. */
    private Made add(Map<String, Entry> to, String prefix, Entry entry) {
        to.values().removeIf(one -> !clock.instant().isBefore(one.expires()));
        if (to.size() >= MOST) {
            to.entrySet().stream()
                    .min(Map.Entry.comparingByValue((a, b) -> a.expires().compareTo(b.expires())))
                    .map(Map.Entry::getKey)
                    .ifPresent(to::remove);
        }
        byte[] random = new byte[BYTES];
        RANDOM.nextBytes(random);
        String secret = prefix + Base64.getUrlEncoder().withoutPadding().encodeToString(random);
        to.put(hash(secret), entry);
        return new Made(secret, entry.expires());
    }

    private static String hash(String text) {
        try {
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
