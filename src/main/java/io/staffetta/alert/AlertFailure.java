package io.staffetta.alert;

import io.staffetta.language.Phrase;
import io.staffetta.logging.CleanText;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;

/** A receiver of alerts that was reached, and did not take what it was told. */
final class AlertFailure extends IOException {

    private static final long serialVersionUID = 1L;

    private static final int LONGEST = 300;

    private final transient Phrase phrase;

    AlertFailure(Phrase phrase) {
        super(phrase.toString());
        this.phrase = phrase;
    }

    /** Why a receiver was not told, in one line: what is known of networks, or the innermost failure's own words. */
    static Phrase words(Throwable failure) {
        Throwable root = failure;
        boolean isRefused = false;
        boolean isUnknown = false;
        boolean isLate = false;
        while (true) {
            isRefused |= root instanceof ConnectException;
            isUnknown |= root instanceof UnknownHostException || root instanceof UnresolvedAddressException;
            isLate |= root instanceof HttpTimeoutException;
            if (root.getCause() == null || root.getCause() == root) {
                break;
            }
            root = root.getCause();
        }
        if (root instanceof AlertFailure own) {
            return own.phrase;
        }
        return isUnknown
                ? Phrase.of("its host is not known")
                : isLate
                        ? Phrase.of("it did not answer in time")
                        : isRefused ? Phrase.of("it takes no connections") : Phrase.of(line(root));
    }

    private static String line(Throwable root) {
        String message = root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
        String line = CleanText.line(message.strip().replaceAll("\\s+", " "));
        return line.length() > LONGEST ? line.substring(0, LONGEST) + "…" : line;
    }
}
