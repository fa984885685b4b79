using Fraud.Scoring.Models;
using Xunit;

namespace Fraud.UnitTests.Models;

public sealed class TrainerCatalogueTests
{
    private static readonly TrainerCatalogue Catalogue = new([new Fake("first", "not built in"), new Fake("second", ""), new Fake("third", "")]);

    [Fact]
    public void The_first_engine_that_is_available_is_taken() => Assert.Equal("second", Catalogue.Pick(null).Engine);

    [Fact]
    public void A_named_engine_is_taken_before_a_preferred_one() => Assert.Equal("third", Catalogue.Pick("Third").Engine);

    [Theory]
    [InlineData("first", "not built in")]
    [InlineData("fourth", "first, second, third")]
    public void An_engine_that_cannot_run_is_refused_with_the_reason(string engine, string reason)
    {
        var error = Assert.Throws<InvalidOperationException>(() => Catalogue.Pick(engine));
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
    }

    private sealed class Fake(string engine, string absence) : IModelTrainer
    {
        public string Engine => engine;

        public bool IsAvailable(out string why)
        {
            why = absence;
            return absence.Length == 0;
        }

        public TreeEnsemble Train(TrainingSet set, TrainingOptions options, IProgress<double>? progress, CancellationToken cancel) =>
            throw new InvalidOperationException();
    }
}
