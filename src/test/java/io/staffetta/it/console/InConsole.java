package io.staffetta.it.console;

import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests the {@link ConsoleWorld}, which all of one Java process share, and its browser as it is for somebody new: signed in, in English,
 * light, wide. Where there is no browser they are skipped, loudly. What failed leaves a picture in {@code target/screenshots}.
 */
final class InConsole implements ExecutionCondition, BeforeEachCallback, AfterEachCallback, ParameterResolver {

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        if (ConsoleWorld.chromium().isPresent()) {
            return ConditionEvaluationResult.enabled("There is a browser");
        }
        System.err.println("SKIPPED: " + context.getDisplayName()
                + ": no chromium and chromedriver in /usr/bin, so that THE CONSOLE IS NOT TESTED");
        return ConditionEvaluationResult.disabled("No chromium and chromedriver in /usr/bin");
    }

    private static ConsoleWorld world(ExtensionContext context) {
        return context.getRoot()
                .getStore(ExtensionContext.Namespace.create(InConsole.class))
                .getOrComputeIfAbsent(ConsoleWorld.class, any -> new ConsoleWorld(), ConsoleWorld.class);
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        ConsoleWorld world = world(context);
        if (context.getRequiredTestClass() != ConsoleIT.FirstStart.class) {
            world.haveAccounts();
        }
        world.browser().begin();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        Browser browser = world(context).browser();
        if (context.getExecutionException().isPresent()) {
            browser.picture("failed-" + context.getRequiredTestMethod().getName());
        } else {
            browser.checkLog();
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == ConsoleWorld.class || type == Browser.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        ConsoleWorld world = world(context);
        return parameter.getParameter().getType() == Browser.class ? world.browser() : world;
    }
}
