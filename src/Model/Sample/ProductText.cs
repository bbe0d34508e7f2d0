using System.Text;

namespace Recsys.Model.Sample;

/// <summary>A product's words, the same each time they are asked for.</summary>
internal sealed class ProductText
{
    private static readonly Wording[] Uses =
    [
        ("日常使用，经久耐用", "Made for every day, built to last"), ("送礼佳选，包装精美", "A good gift, neatly packed"),
        ("学生与上班族之选", "For students and commuters"), ("轻便易携，出行无忧", "Light to carry, easy to travel with"),
        ("新手友好，操作简单", "Simple to use from day one"), ("专业品质，细节讲究", "Professional quality, down to the details"),
    ];

    private readonly ProductType _type;
    private readonly Brand _brand;
    private readonly string _model;
    private readonly Wording[] _values;
    private readonly Wording _use;

    public ProductText(SampleCatalogue catalogue, int product)
    {
        var facts = catalogue[product];
        var random = new SampleRandom(catalogue.Seed, Streams.Title, product);
        _type = ProductType.All[facts.Type];
        _brand = _type.Brands[facts.Brand];
        _model = _type.Series ? "" : $"{(char)('A' + random.Below(26))}{random.Below(90) + 10}";
        _values = [.. _type.Values.Select(values => random.Pick(values))];
        _use = random.Pick(Uses);
        var language = random.Below(100);
        (Chinese, English) = (language >= 15, language < 15 || language >= 40);
        if (_type.Series) Volume(catalogue, product);
    }

    /// <summary>The title carries the Chinese type word (85 %).</summary>
    public bool Chinese { get; }

    /// <summary>The title carries the English type word (75 %).</summary>
    public bool English { get; }

    public string Category => _type.Category;

    public string Title
    {
        get
        {
            var title = new StringBuilder();
            void Add(string word)
            {
                if (word.Length == 0) return;
                if (title.Length > 0) title.Append(' ');
                title.Append(word);
            }
            Add(Chinese ? _brand.Zh : _brand.En);
            if (Chinese && English) Add(_brand.En);
            Add(_model);
            if (Chinese) Add(_type.Zh);
            if (English) Add(_type.En);
            foreach (var value in _values) Add(Chinese ? value.Zh : value.En);
            return title.ToString();
        }
    }

    public string Description => (Chinese, English) switch
    {
        (true, true) => $"{_use.Zh}。{_use.En}.",
        (true, false) => $"{_use.Zh}。",
        _ => $"{_use.En}.",
    };

    public string BrandName(bool chinese) => chinese ? _brand.Zh : _brand.En;

    public string TypeName(bool chinese) => chinese ? _type.Zh : _type.En;

    /// <summary>One attribute value of the product.</summary>
    public string AnyValue(bool chinese, ref SampleRandom random)
    {
        var value = random.Pick(_values);
        return chinese ? value.Zh : value.En;
    }

    // Volumes of one series share genre and name; the name is the hash of the series' number.
    private void Volume(SampleCatalogue catalogue, int product)
    {
        var position = catalogue.Position(product);
        var series = new SampleRandom(catalogue.Seed, Streams.Title, -1 - position / SampleCatalogue.Volumes);
        _values[0] = series.Pick(_type.Values[0]);
        string[] first = ["雾", "星", "海", "山", "月", "雪", "风", "灯"],
            second = ["城", "河", "塔", "镇", "野", "港", "门", "桥"];
        string[] start = ["Mist", "Star", "Sea", "Hill", "Moon", "Snow", "Wind", "Lamp"],
            end = ["city", "river", "tower", "town", "field", "port", "gate", "bridge"];
        var (a, b) = (series.Below(first.Length), series.Below(second.Length));
        var volume = position % SampleCatalogue.Volumes + 1;
        _values[0] = new Wording($"{_values[0].Zh} {first[a]}{second[b]} 第{volume}卷", $"{_values[0].En} {start[a]}{end[b]} Vol.{volume}");
    }
}
