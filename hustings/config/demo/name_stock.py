"""What people's names are made from: real forenames, which alone name nobody, and surnames that nobody bears."""

from typing import NamedTuple


class Stock(NamedTuple):
    """One community's names. A surname is a beginning and an end put together; `share` is of all households."""

    share: float
    women: tuple[str, ...]
    men: tuple[str, ...]
    beginnings: tuple[str, ...]
    ends: tuple[str, ...]
    markers: tuple[tuple[str, float], ...] = ()


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


ENGLISH = Stock(
    0.62,
    _words(
        """
        Abigail Alice Amelia Angela Anne Audrey Barbara Beatrice Beryl Carol Charlotte Chloé Claire
        Daphne Deborah Doreen Eleanor Elsie Emma Florence Frances Gillian Grace Hannah Harriet Hazel
        Helen Imogen Isobel Jacqueline Janet Jean Joan Joyce Judith Julie Karen Katherine Laura Linda
        Lorna Lucy Margaret Marion Maureen Molly Nicola Olive Patricia Pauline Philippa Rosemary Ruth
        Sandra Sheila Sophie Susan Sylvia Tracy Zoë
        """
    ),
    _words(
        """
        Adrian Alan Albert Alfie Andrew Anthony Arthur Barry Benjamin Brian Christopher Clive Colin
        Craig Daniel Darren David Dennis Derek Edward Ernest Francis Frank Gareth Gary Geoffrey George
        Gordon Graham Harold Henry Howard Jack James John Keith Kenneth Kevin Leonard Malcolm Martin
        Matthew Maurice Michael Neil Nigel Norman Oliver Oscar Paul Peter Philip Raymond Richard Robert
        Roger Roy Simon Stanley Stephen Stuart Terence Thomas
        """
    ),
    _words(
        """
        Ashel Brackel Cobble Curl Dapple Dunnel Eskel Fenner Fother Gannet Gorse Hagger Haver Hithe
        Kettle Larken Lorrel Mallow Marl Nettle Ouse Pebble Pinner Quarrel Rushel Sallow Samphire
        Skerrel Spindle Staithe Tansel Teasel Thistel Thrupple Tidwell Under Vetchel Wether Whimble Wick
        Withy Yarrel
        """
    ),
    _words(
        """
        beck bourne combe cote croft den dyke fold garth grave holme hurst land leigh ley man mere ridge
        shaw stead thwaite wick with wold worth yard
        """
    ),
)

WELSH = Stock(
    0.07,
    _words(
        """
        Angharad Bethan Bronwen Carys Catrin Ceridwen Eirlys Elin Ffion Gwen Gwenllian Heledd Lowri Mair
        Mared Megan Menna Nerys Nia Olwen Rhian Rhiannon Seren Siân Sioned
        """
    ),
    _words(
        """
        Aled Alun Bryn Dafydd Dewi Dylan Eifion Emlyn Emyr Gethin Gwilym Hywel Iestyn Ieuan Ifan Iolo
        Iwan Llŷr Macsen Owain Rhodri Rhys Siôn Tomos Wyn
        """
    ),
    _words("Aber Blaen Bryn Cefn Coed Ddôl Gelli Gwern Hafod Nant Pant Pen Rhos Tal Waun Ynys"),
    _words(
        """
        adwen barlwyd celyn derwyn eithin fedwen gwyddel helyg hirion lasgoed lluest mwsog onnen rhedyn
        wennol ysgaw
        """
    ),
)

IRISH_AND_SCOTS = Stock(
    0.08,
    _words(
        """
        Ailsa Aoife Bridget Catriona Ciara Deirdre Eilidh Fionnuala Fiona Gráinne Isla Kirsty Mairéad
        Moira Morag Niamh Nuala Orla Róisín Shona Sinéad Una
        """
    ),
    _words(
        """
        Aidan Alasdair Brendan Calum Ciarán Cormac Declan Diarmuid Duncan Eamon Ewan Fergus Finlay
        Hamish Iain Lachlan Niall Oisín Padraig Rory Ruaridh Séamus Seán
        """
    ),
    _words("Mac Mac Mac Mc O' O' Fitz"),
    _words(
        """
        Aldarrow Braddan Carralisk Corriewhin Dunarrow Garveen Glenarrick Inverlisk Killorry Lisheen
        Lorrimaw Mallarkin Norrigan Ruanabeg Skerran Sorleyhan Tammarin Torranish Tullareen Uistarran
        """
    ),
)

SOUTH_ASIAN = Stock(
    0.09,
    _words(
        """
        Aisha Amina Amrit Anjali Asha Ayesha Deepa Fatima Gurpreet Harpreet Jaswinder Kavita Khadija
        Lakshmi Manjit Meera Nasreen Navneet Nisha Parveen Pooja Priti Rabia Rukhsana Sadia Samina
        Sharmin Simran Sunita Yasmin Zainab
        """
    ),
    _words(
        """
        Abdul Amar Anil Arjun Asif Baldev Bilal Deepak Faisal Gurdip Hamza Harjit Imran Jagdeep Kamal
        Kashif Kiran Mahmood Manoj Mohammed Nikhil Omar Parminder Rajesh Ravi Sanjay Shahid Sukhdev
        Tariq Usman Vikram Yusuf
        """
    ),
    _words(
        """
        Adhar Amritan Bhairan Chandav Davinal Dharan Faizal Gurvan Harshan Jaspalan Kalyan Mahir
        Narindal Pavan Qasim Rahiman Sadhan Suryan Tahiran Ushan Virendal Zahiran
        """
    ),
    _words(
        """
        abadi aiya anwala arkar eshi iani ipura iwala kandi mandi pandi randhi sarai takar undra varia
        """
    ),
)

POLISH_AND_ROMANIAN = Stock(
    0.05,
    _words(
        """
        Agnieszka Aleksandra Andreea Anna Barbara Beata Daria Dorota Elena Ewa Gabriela Ioana Iwona
        Joanna Justyna Katarzyna Magdalena Malgorzata Marta Mihaela Monika Renata Urszula Zofia
        """
    ),
    _words(
        """
        Adam Andrzej Bogdan Cezary Cristian Dawid Florin Grzegorz Henryk Ionut Jacek Jakub Jerzy Kamil
        Krzysztof Lukasz Marek Mateusz Mikolaj Paweł Piotr Radu Stefan Tomasz Wojciech Zbigniew
        """
    ),
    _words(
        """
        Brzezin Chmur Debow Dolin Gasior Grzyb Jarzeb Kalin Klos Leszczyn Lipow Malin Olszan Paproc
        Rumian Sosen Swierk Topol Wierzbin Zurawin
        """
    ),
    _words(
        """
        aczewicz arecki akowiak elnicki enczuk iakowski iszczuk obrodzki olewicz orzewiak ulewski
        ynarczyk
        """
    ),
    (("B", 0.55),),
)

WEST_AFRICAN = Stock(
    0.05,
    _words(
        """
        Abena Adaeze Adjoa Akosua Amara Blessing Chidinma Comfort Efua Esi Esther Folake Funmilayo Grace
        Ifeoma Joy Kemi Mercy Ngozi Nkechi Patience Sade Temitope Yetunde
        """
    ),
    _words(
        """
        Ayodele Babatunde Chidi Chinedu Chukwuemeka Ebenezer Emeka Femi Godfrey Ikenna Kofi Kojo Kwabena
        Kwame Kwesi Obinna Olumide Olusegun Samuel Segun Solomon Tobi Tunde Uche Yaw
        """
    ),
    _words(
        """
        Abiol Adeban Agyar Akinlaw Amoak Anyan Babaf Chiemer Dankwar Ekeyin Fagbem Igwen Ikemb Nwadir
        Obalar Odinak Olufar Onyeban Opokar Osayem
        """
    ),
    _words(
        """
        adeyin afunmi agbeni amponi anyika arimu atunji ediaka ekwuni endaba enkwa iwuoma oforibem
        onwedu umekor
        """
    ),
)

CARIBBEAN_AND_PORTUGUESE = Stock(
    0.02,
    _words(
        """
        Beverley Carmen Claudette Conceição Delroya Inês Ionie Jacinta Lurdes Marcia Merlene Paulette
        Sónia Yvonne
        """
    ),
    _words(
        """
        António Carlton Clyde Delroy Desmond Errol Everton João Leroy Lloyd Rui Trevor Vivian Winston
        """
    ),
    _words("Almerin Braganzal Carvalhin Desborne Farquin Gouvein Lascelin Madrugan Palmarin Trelawnin"),
    _words("ares eiras ello ette iano ilhas ond osa ques ville"),
)

CHINESE = Stock(
    0.02,
    _words("Bo-Yee Hui-Min Jia Ka-Yan Lan Mei Mei-Ling Siu-Fong Wing-Sze Xiu Yan Yuk"),
    _words("Chi-Keung Hao Jian Ka-Ming Kwok-Wai Lei Ming Siu-Lun Tak-Wah Wei Wing-Kit Yong"),
    _words("Fy Hw Kh Ly Ny Ts Xh"),
    _words("aong eing eung iang ieung oeng uoh"),
)

STOCKS = (
    ENGLISH,
    WELSH,
    IRISH_AND_SCOTS,
    SOUTH_ASIAN,
    POLISH_AND_ROMANIAN,
    WEST_AFRICAN,
    CARIBBEAN_AND_PORTUGUESE,
    CHINESE,
)
