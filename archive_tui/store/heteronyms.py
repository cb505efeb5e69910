"""Characters that are read in more than one way in names, and the plausible readings of a name that has some.

pypinyin reads a name by its phrases, and is right about 重庆 and 长沙 most of the time; about surnames (单, 曾, 仇),
places (单县, 番禺) and whatever stands alone it can't be. People type what they say, so every plausible reading is
indexed.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

#: How many readings of one name are indexed at most: each further heteronym doubles them.
MOST = 24
#: A character: the readings that stand in names of companies, places and people, without tones.
_TABLE = """
重 zhong chong, 长 chang zhang, 单 dan shan chan, 行 hang xing, 厦 sha xia, 乐 le yue,
曾 zeng ceng, 解 jie xie, 仇 chou qiu, 区 qu ou, 朴 pu piao, 查 cha zha, 盖 gai ge, 翟 zhai di,
尉 wei yu, 六 liu lu, 蚌 beng bang, 埔 pu bu, 堡 bao bu pu, 番 fan pan, 铅 qian yan,
会 hui kuai, 都 du dou, 泊 bo po, 车 che ju, 校 xiao jiao, 绿 lv lu, 陆 lu liu, 省 sheng xing,
石 shi dan, 系 xi ji, 弹 dan tan, 藏 cang zang, 卡 ka qia, 落 luo la, 模 mo mu, 强 qiang jiang,
盛 sheng cheng, 朝 chao zhao, 乘 cheng sheng, 万 wan mo, 覃 qin tan, 员 yuan yun, 圩 wei xu,
涌 yong chong, 浚 jun xun, 洞 dong tong, 乾 qian gan, 荥 xing ying, 莘 xin shen, 柏 bai bo,
歙 she xi, 涡 wo guo, 牟 mou mu, 阿 a e, 浒 hu xu, 尺 chi che, 角 jiao jue, 觉 jue jiao,
叶 ye xie, 侗 dong tong, 宿 su xiu, 种 zhong chong, 缪 miao mou, 繁 fan po, 秘 mi bi,
隗 wei kui, 澹 tan dan, 颉 jie xie, 贾 jia gu, 晟 sheng cheng, 汤 tang shang, 沈 shen chen,
洗 xi xian, 戏 xi hu, 巷 xiang hang, 吓 xia he, 轧 zha ya, 炮 pao bao, 拓 tuo ta, 合 he ge,
夹 jia ga, 薄 bo bao, 剥 bo bao, 露 lu lou, 蔚 wei yu, 蔓 man wan, 粘 zhan nian, 褚 chu zhu,
祭 ji zhai
"""
READINGS: dict[str, tuple[str, ...]] = {
    character: tuple(spoken) for character, *spoken in (pair.split() for pair in _TABLE.replace("\n", " ").split(","))
}


def readings(characters: Sequence[str], spoken: Sequence[str]) -> list[tuple[str, ...]]:
    """Return the plausible readings of a name, that of its phrases first; ``spoken`` has one syllable a character."""
    choices = [
        tuple(dict.fromkeys((syllable, *READINGS.get(character, ()))))
        for character, syllable in zip(characters, spoken, strict=True)
    ]
    found: list[tuple[str, ...]] = []
    # The first characters vary fastest: a cut at MOST leaves the end of a long name with one reading only.
    for one in product(*reversed(choices)):
        found.append(tuple(reversed(one)))
        if len(found) == MOST:
            break
    return found
