namespace Recsys.Model.Sample;

/// <summary>One attribute value in both languages.</summary>
internal readonly record struct Wording(string Zh, string En)
{
    /// <summary>The same in both languages, such as <c>16GB</c>.</summary>
    public static implicit operator Wording(string both) => new(both, both);

    public static implicit operator Wording((string Zh, string En) pair) => new(pair.Zh, pair.En);
}

/// <summary>Attribute values that several product types share.</summary>
internal static class Attributes
{
    public static readonly Wording[] Colour =
        [("银色", "Silver"), ("黑色", "Black"), ("白色", "White"), ("蓝色", "Blue"), ("绿色", "Green"), ("粉色", "Pink")];

    public static readonly Wording[] Ram = ["8GB", "16GB", "32GB"];
    public static readonly Wording[] Storage = ["128GB", "256GB", "512GB", "1TB"];
    public static readonly Wording[] Screen = [("13英寸", "13 inch"), ("14英寸", "14 inch"), ("15.6英寸", "15.6 inch"), ("17英寸", "17 inch")];
    public static readonly Wording[] Monitor = [("24英寸", "24 inch"), ("27英寸", "27 inch"), ("32英寸", "32 inch")];
    public static readonly Wording[] Size = [("小号", "Size S"), ("中号", "Size M"), ("大号", "Size L"), ("加大", "Size XL")];
    public static readonly Wording[] Shoe = [("38码", "EU 38"), ("40码", "EU 40"), ("42码", "EU 42"), ("44码", "EU 44")];
    public static readonly Wording[] Fabric = [("纯棉", "Cotton"), ("亚麻", "Linen"), ("羊毛", "Wool"), ("速干", "Quick Dry")];
    public static readonly Wording[] Steel = [("不锈钢", "Stainless Steel"), ("铸铁", "Cast Iron"), ("陶瓷", "Ceramic"), ("玻璃", "Glass")];
    public static readonly Wording[] Leather = [("真皮", "Leather"), ("帆布", "Canvas"), ("硅胶", "Silicone"), ("透明", "Clear")];
    public static readonly Wording[] Wireless = [("无线", "Wireless"), ("有线", "Wired"), ("蓝牙", "Bluetooth")];
    public static readonly Wording[] Watt = ["20W", "45W", "65W", "100W"];
    public static readonly Wording[] Pack = ["250g", "500g", "1kg", "2kg"];
    public static readonly Wording[] Bulk = ["1.5kg", "5kg", "10kg"];
    public static readonly Wording[] Volume = ["250ml", "500ml", "750ml"];
    public static readonly Wording[] Litre = ["1L", "1.5L", "1.7L"];
    public static readonly Wording[] Roast = [("深烘", "Dark Roast"), ("中烘", "Medium Roast"), ("浅烘", "Light Roast")];
    public static readonly Wording[] Leaf = [("红茶", "Black Tea"), ("绿茶", "Green Tea"), ("乌龙", "Oolong"), ("茉莉", "Jasmine")];
    public static readonly Wording[] Flavour = [("鸡肉", "Chicken"), ("三文鱼", "Salmon"), ("牛肉", "Beef")];
    public static readonly Wording[] Litter = [("豆腐", "Tofu"), ("膨润土", "Clay"), ("松木", "Pine")];
    public static readonly Wording[] Hair = [("控油", "Oil Control"), ("修护", "Repair"), ("去屑", "Anti Dandruff")];
    public static readonly Wording[] Spf = ["SPF30", "SPF50"];
    public static readonly Wording[] Persons = [("单人", "1 Person"), ("双人", "2 Person"), ("四人", "4 Person")];
    public static readonly Wording[] Warmth = [("夏季", "Summer"), ("三季", "3 Season"), ("冬季", "Winter")];
    public static readonly Wording[] Genre = [("科幻", "Science Fiction"), ("悬疑", "Mystery"), ("奇幻", "Fantasy"), ("历史", "Historical")];
    public static readonly Wording[] Megapixels = [("2400万像素", "24MP"), ("3300万像素", "33MP"), ("4500万像素", "45MP")];
    public static readonly Wording[] Machine = [("全自动", "Automatic"), ("半自动", "Manual"), ("胶囊", "Capsule")];
    public static readonly Wording[] Keys = [("机械", "Mechanical"), ("静音", "Silent"), ("紧凑", "Compact")];
    public static readonly Wording[] Light = [("护眼", "Eye Care"), ("折叠", "Folding"), ("夹式", "Clip On")];
    public static readonly Wording[] Air = [("落地", "Standing"), ("桌面", "Desk"), ("塔式", "Tower")];
    public static readonly Wording[] Pair = [("三双装", "3 Pairs"), ("五双装", "5 Pairs"), ("十双装", "10 Pairs")];
}
