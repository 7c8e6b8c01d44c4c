package io.staffetta.http;

import io.staffetta.http.webapi.WebApi;
import io.staffetta.intake.Intake;
import org.apache.camel.BindToRegistry;
import org.apache.camel.CamelConfiguration;

/** What the routes of HTTP call, and the error handling that they share; each test adds what its own routes call. */
public abstract class HttpRouteBeans implements CamelConfiguration {

    private final Intake intake;

    /**
     * @param intake what takes messages in, see {@link DemoIntake}
     */
    protected HttpRouteBeans(Intake intake) {
        this.intake = intake;
    }

    @BindToRegistry
    public HttpAnswers httpAnswers() {
        return new HttpAnswers(DemoIntake.faults());
    }

    @BindToRegistry
    public HttpIntake httpIntake() {
        return new HttpIntake(intake, new RequestDeadline());
    }

    @BindToRegistry
    public WebApi webApi() {
        return new WebApi(intake, new RequestDeadline(), DemoIntake.faults());
    }
}
