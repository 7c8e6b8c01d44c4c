package io.staffetta.provider.http;

import java.io.IOException;

/** An HTTP request that was never begun: no connection for it was to be had. The text says why, in words. */
final class NotConnectedException extends IOException {

    private static final long serialVersionUID = 1L;

    NotConnectedException(String message, Throwable cause) {
        super(message, cause);
    }
}
