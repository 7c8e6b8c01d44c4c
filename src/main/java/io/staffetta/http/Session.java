package io.staffetta.http;

import io.staffetta.access.Caller;
import io.staffetta.tokens.Application;
import java.util.Optional;

/**
 * Identifies who is signed in to the console.
 *
 * @param caller whose code it began with, at the address that calls now
 * @param application the application that the caller is; empty if it is the administrator
 */
public record Session(Caller caller, Optional<Application> application) {}
