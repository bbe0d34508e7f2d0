namespace Recsys.Model.Sample;

/// <summary>An invented brand, cheapest first within its group.</summary>
/// <param name="Zh">Chinese name.</param>
/// <param name="En">English name.</param>
internal sealed record Brand(string Zh, string En)
{
    public static readonly Brand[] Electronics =
        [new("夜鸢", "Nightkyte"), new("极帆", "Jivane"), new("拓石", "Torstane"), new("星垣", "Xenvara"), new("澜科", "Lanquo"), new("青穹", "Qyron")];

    public static readonly Brand[] Clothing =
        [new("织月", "Zyloom"), new("晴朵", "Qindola"), new("山屿", "Shanori"), new("白桦里", "Birvale"), new("沐森", "Musenne")];

    public static readonly Brand[] Kitchen =
        [new("简釉", "Jianova"), new("禾炊", "Hechoya"), new("暖灶", "Nuazo"), new("木榫", "Mosunne")];

    public static readonly Brand[] Food =
        [new("谷语", "Guyula"), new("啡屿", "Feyori"), new("雾岭", "Wulindo"), new("山麓仓", "Foothold Larder")];

    public static readonly Brand[] Pets =
        [new("爪巴", "Zhuava"), new("汪朵", "Wandollo"), new("须须", "Whiskado"), new("绒尾", "Rongtail")];

    public static readonly Brand[] Beauty =
        [new("素渊", "Suyara"), new("露栀", "Luzhia"), new("泊颜", "Boyenne"), new("初霁", "Chujelle")];

    public static readonly Brand[] Outdoor =
        [new("野砚", "Yevane"), new("峰栖", "Fenqira"), new("漠行", "Moxeen"), new("雪脊", "Snowspine")];

    public static readonly Brand[] Publishers =
        [new("墨汀", "Motyn Press"), new("纸鹿", "Paperdeer"), new("灯塔岸", "Lampshore"), new("长檐", "Longeaves")];
}
